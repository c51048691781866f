/// The known features of one text, each once.
struct CountedText: Sendable {
    private(set) var features: [UInt32] = []
    /// How many of `features` are words; the rest are pieces.
    private(set) var words = 0
    /// How many occurrences, words and pieces, the vocabulary does not know.
    private(set) var unknown = (words: 0, pieces: 0)

    /// Makes the vocabulary learn every feature of the text.
    init(_ text: String, learning vocabulary: inout Vocabulary) {
        let found = Features(text)
        let words = found.words.map { vocabulary.add($0) }
        let pieces = found.pieces.map { vocabulary.add($0) }
        gather(words, pieces)
    }

    init(_ text: String, in vocabulary: Vocabulary) {
        let found = Features(text)
        let words = found.words.compactMap { vocabulary.number(of: $0) }
        let pieces = found.pieces.compactMap { vocabulary.number(of: $0) }
        unknown = (found.words.count - words.count, found.pieces.count - pieces.count)
        gather(words, pieces)
    }

    private mutating func gather(_ wordNumbers: [UInt32], _ pieceNumbers: [UInt32]) {
        features.reserveCapacity(wordNumbers.count + pieceNumbers.count)
        // A small hash table of places in `features`, plus one; 0 is free.
        var size = 64
        while size < 2 * (wordNumbers.count + pieceNumbers.count) { size *= 2 }
        var places = [UInt32](repeating: 0, count: size)
        for number in wordNumbers { gather(number, &places) }
        words = features.count
        for number in pieceNumbers { gather(number, &places) }
    }

    private mutating func gather(_ number: UInt32, _ places: inout [UInt32]) {
        let mask = places.count - 1
        var place = Int(number &* 0x9E37_79B1) & mask
        while places[place] != 0 {
            let known = Int(places[place]) - 1
            if features[known] == number { return }
            place = (place + 1) & mask
        }
        features.append(number)
        places[place] = UInt32(features.count)
    }
}
