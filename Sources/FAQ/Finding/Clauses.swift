/// Where one question of a message may end and another begin.
enum Clauses {
    /// A message of more clauses tells a story, and does not ask two things.
    private static let limit = 6
    /// Words that join two questions, in the languages of the shops we know.
    private static let joining = Set(
        ["and", "also", "plus", "und", "außerdem", "y", "además", "et", "og", "och"].map { Array($0.utf8) })

    /// The clauses in bytes of the normalised text, in order; one or none when the message cannot be cut in two.
    ///
    /// `raw` is the text as it was sent, for its line breaks.
    static func ranges(of text: NormalText, raw: String) -> [Range<Int>] {
        var cuts = lineBreaks(in: raw, normalisedTo: text)
        let bytes = text.bytes
        for index in bytes.indices where ".?!;".utf8.contains(bytes[index]) {
            if index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: " ") { cuts.append(index + 1..<index + 1) }
        }
        cuts += text.words.filter { joining.contains(Array(bytes[$0])) }
        guard !cuts.isEmpty, cuts.count <= 2 * limit else { return [] }
        cuts.sort { $0.lowerBound < $1.lowerBound }
        var clauses: [Range<Int>] = []
        var start = 0
        for cut in cuts + [bytes.count..<bytes.count] {
            // A clause has a word; what is between two points has none.
            if text.words.contains(where: { $0.lowerBound >= start && $0.upperBound <= cut.lowerBound }) {
                clauses.append(start..<cut.lowerBound)
            }
            start = max(start, cut.upperBound)
        }
        return clauses.count <= limit ? clauses : []
    }

    /// The places of line breaks, which normalising made spaces.
    private static func lineBreaks(in raw: String, normalisedTo text: NormalText) -> [Range<Int>] {
        guard raw.contains(where: \.isNewline) else { return [] }
        let lines = raw.split(whereSeparator: \.isNewline).map { NormalText.normalised(String($0)).utf8.count }
            .filter { $0 > 0 }
        // Composed across a line break, or cut off: then the places are not known.
        guard lines.count > 1, lines.reduce(lines.count - 1, +) == text.bytes.count else { return [] }
        var places: [Range<Int>] = []
        var end = 0
        for length in lines.dropLast() {
            end += length + (places.isEmpty ? 0 : 1)
            places.append(end..<end)
        }
        return places
    }
}
