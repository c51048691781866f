import Patterns

/// Groups of words that must all be there, in any order.
///
/// A group is alternatives with `|` between them; an alternative is one word or several in sequence; `*` stands for any
/// ending of its word. Words are whole words of the normalised text, so what stands between them does not matter.
package struct WordsRule: Sendable {
    private struct Word: Sendable {
        let bytes: [UInt8]
        let isOpenEnded: Bool

        /// Whether every word of a text that this one matches is matched by the other one.
        func implies(_ other: Word) -> Bool {
            other.isOpenEnded ? bytes.starts(with: other.bytes) : !isOpenEnded && bytes == other.bytes
        }

        func matches(_ range: Range<Int>, of text: [UInt8]) -> Bool {
            guard isOpenEnded ? range.count >= bytes.count : range.count == bytes.count else { return false }
            for index in bytes.indices where text[range.lowerBound + index] != bytes[index] { return false }
            return true
        }
    }

    /// Words in sequence.
    private struct Alternative: Sendable {
        let words: [Word]
        /// Whether whatever this alternative matches has the other one in it.
        func contains(_ other: Alternative) -> Bool {
            guard other.words.count <= words.count else { return false }
            return (0...words.count - other.words.count).contains { start in
                zip(words[start...], other.words).allSatisfy { $0.implies($1) }
            }
        }

        /// Which first letters a text must have, as `NormalText.initials` counts them.
        let initials: UInt64

        init(_ words: [Word]) {
            self.words = words
            initials = words.reduce(0) { $0 | NormalText.initial($1.bytes[0]) }
        }
    }

    /// Why a group cannot be read.
    struct Misspelling: Error {
        let message: String
        let remedy: String
    }

    private var groups: [[Alternative]] = []

    init(_ groups: [String]) throws(Misspelling) {
        for group in groups { self.groups.append(try Self.alternatives(group)) }
    }

    /// Where the words are, and how many characters they have; each word of the text counts once.
    func match(in text: NormalText) -> (span: Range<Int>, characters: Int)? {
        var found: [Range<Int>] = []
        for index in groups.indices {
            guard let words = longest(of: groups[index], in: text) else { return nil }
            found.append(words)
        }
        let matched = Set(found.joined())
        guard let first = matched.min(), let last = matched.max() else { return nil }
        let characters = matched.reduce(0) { $0 + text.characters(in: text.words[$1]) }
        return (text.words[first].lowerBound..<text.words[last].upperBound, characters)
    }

    /// Whether every text that this rule matches is matched by the other one, as far as their words tell.
    func implies(_ other: WordsRule) -> Bool {
        other.groups.allSatisfy { theirs in
            groups.contains { mine in mine.allSatisfy { alternative in theirs.contains { alternative.contains($0) } } }
        }
    }

    /// Texts that the rule matches: the first alternative of every group, then the second, and so on.
    func examples(atMost limit: Int) -> [String] {
        (0..<min(limit, groups.map(\.count).max() ?? 0)).map { number in
            let words = groups.flatMap { $0[min(number, $0.count - 1)].words }
            return words.map { String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: " ")
        }
    }

    /// What a text must contain.
    var need: Prefilter.Need {
        Prefilter.Need(words: groups.map { group in group.map { alternative in alternative.words.map(\.bytes) } })
    }

    /// The words that match an alternative with the most characters; of equal ones the first.
    private func longest(of group: [Alternative], in text: NormalText) -> Range<Int>? {
        var best: (words: Range<Int>, characters: Int)?
        for index in group.indices where group[index].initials & ~text.initials == 0 {
            let count = group[index].words.count
            guard count <= text.words.count else { continue }
            for start in 0...text.words.count - count where matches(group[index].words, text, at: start) {
                let words = start..<start + count
                let characters = words.reduce(0) { $0 + text.characters(in: text.words[$1]) }
                if characters > best?.characters ?? 0 { best = (words, characters) }
            }
        }
        return best?.words
    }

    private func matches(_ words: [Word], _ text: NormalText, at start: Int) -> Bool {
        for index in words.indices where !words[index].matches(text.words[start + index], of: text.bytes) {
            return false
        }
        return true
    }

    private static func alternatives(_ group: String) throws(Misspelling) -> [Alternative] {
        var alternatives: [Alternative] = []
        for part in group.split(separator: "|", omittingEmptySubsequences: false) {
            let text = NormalText(String(part))
            var words: [Word] = []
            for range in text.words {
                let rest = text.bytes[range.upperBound...].prefix(2)
                let isOpenEnded = rest.first == star && (rest.count == 1 || rest.last == UInt8(ascii: " "))
                words.append(Word(bytes: Array(text.bytes[range]), isOpenEnded: isOpenEnded))
            }
            guard !words.isEmpty else {
                throw Misspelling(
                    message: "“\(group)” has an alternative without a word",
                    remedy: "Write words with `|` between them, like `when|how long`; a `*` needs a beginning.")
            }
            guard text.bytes.count(where: { $0 == star }) == words.count(where: \.isOpenEnded) else {
                throw Misspelling(
                    message: "“\(group)” has a `*` that does not end a word",
                    remedy: "`*` stands for any ending, like `deliver*`.")
            }
            alternatives.append(Alternative(words))
        }
        return alternatives
    }

    private static let star = UInt8(ascii: "*")
}
