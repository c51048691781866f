/// What entries say of themselves, sentence by sentence, as examples for those with few of their own.
struct Background {
    private(set) var examples: [Ranker.Example] = []

    /// From so many examples on an entry is known by what customers say, and its answer's words only blur it.
    private static let enough = 20
    /// The first sentences say what it is about; later ones are conditions and courtesies.
    private static let sentences = 6

    init(_ texts: [String], beside examples: [Ranker.Example], entries: Int) {
        var counts = [Int](repeating: 0, count: entries)
        for example in examples { counts[example.entry] += 1 }
        for (entry, text) in texts.enumerated() where counts[entry] < Self.enough {
            let sentences = text.split { ".!?\n\r\r\n".contains($0) }
            // An emphasis mark or a space is no sentence.
            for sentence in sentences.filter({ $0.contains { $0.isLetter } }).prefix(Self.sentences) {
                self.examples.append(Ranker.Example(String(sentence), entry: entry))
            }
        }
    }
}
