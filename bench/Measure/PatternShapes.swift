import Foundation

/// Patterns such as editors write, made from the words of sentences that customers wrote.
struct PatternShapes {
    struct Made {
        let source: String
        /// Whether Hyperscan reads it, and the same way.
        let isSimple: Bool
    }

    private static let commonWords: Set<String> = [
        "the", "and", "for", "was", "that", "this", "have", "has", "had", "been", "with", "from", "but", "not", "are",
        "you",
        "your", "would", "could", "should", "does", "did", "will", "just", "there", "they", "them", "then", "than",
        "its",
        "about", "into", "some", "like", "can", "what", "how", "why", "when", "where", "which", "get", "got", "don",
        "ve",
    ]

    private var random: SeededGenerator
    private let sentences: [[String]]
    /// The words a pattern may be about, rare and common ones alike, and the sentences that have them.
    private let topics: [(word: String, sentences: [Int])]

    init(sentences texts: [String], seed: UInt64) {
        random = SeededGenerator(seed: seed)
        let sentences = texts.map { text in text.split { !$0.isLetter || !$0.isASCII }.map { String($0) } }
            .filter { sentence in Set(sentence.filter(Self.isTelling)).count >= 3 }
        var places: [String: [Int]] = [:]
        for (index, sentence) in sentences.enumerated() {
            for word in Set(sentence) where Self.isTelling(word) { places[word, default: []].append(index) }
        }
        topics = places.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        self.sentences = sentences
    }

    private static func isTelling(_ word: String) -> Bool { word.count > 2 && !commonWords.contains(word) }

    /// Different ones, as many as asked for.
    mutating func patterns(_ count: Int) -> [Made] {
        var seen = Set<String>()
        var patterns: [Made] = []
        while patterns.count < count {
            let made = next()
            if seen.insert(made.source).inserted { patterns.append(made) }
        }
        return patterns
    }

    private mutating func next() -> Made {
        let (a, sentence) = topic()
        let others = Array(Set(sentence.filter(Self.isTelling)).subtracting([a])).sorted().shuffled(using: &random)
        let (b, c) = (others[0], others[1])
        let (d, e) = (topic().word, topic().word)
        let place = min(sentence.firstIndex(of: a) ?? 0, sentence.count - 2)
        let (first, second) = (sentence[place], sentence[place + 1])
        switch Int.random(in: 0..<20, using: &random) {
        case 0: return Made(source: "\\b\(a)s?\\b", isSimple: true)
        case 1...4: return Made(source: "\\b(\(a)|\(d))\\b.*\\b\(b)\\b", isSimple: true)
        case 5, 6: return Made(source: "\\b\(first)\\s+\(second)\\b", isSimple: true)
        case 7, 8: return Made(source: "(\(a)|\(d)|\(e)).{0,20}\(b)", isSimple: true)
        case 9, 10: return Made(source: "\\b\(a.prefix(4))\\w*\\b.*\\b(\(b)|\(d))\\b", isSimple: true)
        case 11, 12: return Made(source: "^(?=.*\\b\(a)\\b)(?=.*\\b(?:\(b)|\(e))\\b)", isSimple: false)
        case 13, 14: return Made(source: "\\b(how|when|where|what|why)\\b.*\\b(\(a)|\(d))\\w*\\b", isSimple: true)
        case 15, 16: return Made(source: "\\b\(first)(?:\\s+my|\\s+the)?\\s+\(second)\\b", isSimple: true)
        case 17, 18: return Made(source: "\\b\(a)\\b.*\\b\(b)\\b.*\\b\(c)\\b", isSimple: true)
        default: return Made(source: "\\b(?!\(d))\(a)(?:ed|ing|s)?\\b.+\\b\(b)\\b", isSimple: false)
        }
    }

    private mutating func topic() -> (word: String, sentence: [String]) {
        let (word, places) = topics[Int.random(in: 0..<topics.count, using: &random)]
        return (word, sentences[places[Int.random(in: 0..<places.count, using: &random)]])
    }
}
