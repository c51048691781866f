/// The names of what a text consists of: words, stems, neighbouring words, stems near one another, and pieces of two to
/// four letters.
///
/// A stem is a word's first three letters: crude, but the same for every ending, in any language that puts them last.
///
/// A name is a 64-bit fingerprint in place of the string: among a million features the chance that any two share one is
/// about 1 in 40 million.
struct Features {
    /// Words, stems, pairs of neighbouring words (the text's beginning and end counting as words) and, whatever their order,
    /// pairs of stems at most eight apart. May hold one name several times.
    private(set) var words: [UInt64] = []
    /// Pieces of " word ", which survive a typo elsewhere in the word. May hold one name several times.
    private(set) var pieces: [UInt64] = []

    init(_ text: String) {
        let reading = Reading(text)
        guard !reading.tokens.isEmpty else { return }
        words.reserveCapacity((3 + Self.reach) * reading.tokens.count + 1)
        pieces.reserveCapacity(3 * reading.scalars.count)
        var previous = Self.edge
        var stems: [UInt64] = []
        stems.reserveCapacity(reading.tokens.count)
        for token in reading.tokens {
            var word = Self.wordSeed
            for at in token { word = Self.mix(word, UInt64(reading.scalars[at])) }
            var stem = Self.stemSeed
            for at in token.prefix(3) { stem = Self.mix(stem, UInt64(reading.scalars[at])) }
            words.append(stem)
            words.append(word)
            words.append(Self.mix(previous, word))
            previous = word
            for other in stems.suffix(Self.reach) { words.append(Self.mix(Self.pairSeed, stem &+ other)) }
            stems.append(stem)
            addPieces(of: reading, from: token.lowerBound - 1, to: token.upperBound + 1)
        }
        words.append(Self.mix(previous, Self.edge))
    }

    private mutating func addPieces(of reading: Reading, from start: Int, to end: Int) {
        for first in start..<(end - 1) {
            var piece = Self.mix(Self.pieceSeed, UInt64(reading.scalars[first]))
            for last in (first + 1)..<min(first + 4, end) {
                piece = Self.mix(piece, UInt64(reading.scalars[last]))
                pieces.append(piece)
            }
        }
    }

    private static let reach = 8
    private static let wordSeed: UInt64 = 0x51_7C_C1_B7_27_22_0A_95
    private static let stemSeed: UInt64 = 0x9FB2_1C65_1E98_DF25
    private static let pairSeed: UInt64 = 0x8CB9_2BA7_2F3D_8DD7
    private static let pieceSeed: UInt64 = 0x2545_F491_4F6C_DD1D
    private static let edge: UInt64 = 0xD6E8_FEB8_6659_FD93

    /// The finaliser of SplitMix64 over a running state; never 0, which marks a free place in the vocabulary.
    private static func mix(_ state: UInt64, _ next: UInt64) -> UInt64 {
        var mixed = (state ^ next) &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed ^= mixed >> 31
        return mixed == 0 ? 1 : mixed
    }
}
