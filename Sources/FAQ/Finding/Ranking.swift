import Ranker

/// The ranker of an edition, with the entries it orders.
struct Ranking: Sendable {
    /// Positions among the entries of the edition.
    private let entries: [Int]
    let ranker: Ranker

    /// How many entries a finding names.
    static let limit = 8

    /// Learns from every question and `asks` line; from the answers as well, for entries with few of them.
    init(of all: [Entry]) {
        entries = Self.ranked(among: all)
        var examples: [Ranker.Example] = []
        for (position, index) in entries.enumerated() {
            for line in all[index].lines {
                examples.append(Ranker.Example(NormalText.normalised(line.text), entry: position))
            }
        }
        ranker = Ranker(
            examples,
            background: entries.map { NormalText.normalised(all[$0].question + " " + all[$0].answer.text) })
    }

    /// With a ranker that has learned from the same entries; nil when it ranks more than there are.
    init?(of all: [Entry], by ranker: Ranker) {
        entries = Self.ranked(among: all)
        guard ranker.entries <= entries.count else { return nil }
        self.ranker = ranker
    }

    private static func ranked(among all: [Entry]) -> [Int] { all.indices.filter { all[$0].mode != .off } }

    /// How likely an entry must be to be suggested where `bot.yaml` does not say.
    var suggestionThreshold: Double { min(ranker.suggestionThreshold, Self.likelyEnough) }

    /// Examples that are much alike make the ranker strict: it expects the same of every question. What is this likely
    /// is worth a quick reply in any case.
    private static let likelyEnough = 0.3

    /// The likeliest entries, by their position in the edition, the likeliest first.
    func likeliest(for text: NormalText) -> [(entry: Int, score: Double, confidence: Double)] {
        ranker.rank(text.string, limit: Self.limit).map { (entries[$0.entry], $0.score, $0.confidence) }
    }
}

extension Edition {
    /// How likely an entry must be for the ranker to suggest it, 0 to 1.
    package var suggestionThreshold: Double { bot.ranker.suggestAbove ?? ranking.suggestionThreshold }

    /// What the ranker thinks of a text, the likeliest first; an answer only if nothing else has one.
    func ranked(
        _ text: NormalText, isDecided: Bool, loss: (Entry) -> Candidate.Loss?
    ) -> [Candidate] {
        let threshold = suggestionThreshold
        var slugs = Set<String>()
        var suggested = 0
        var candidates: [Candidate] = []
        for (index, score, confidence) in ranking.likeliest(for: text) where slugs.insert(entries[index].slug).inserted
        {
            let entry = entries[index]
            var candidate = Candidate(
                slug: entry.slug, language: entry.language, layer: .ranker, rule: nil, span: 0..<text.bytes.count,
                characters: 0, place: entry.places.question, score: score, confidence: confidence, outcome: .won)
            if let loss = loss(entry) {
                candidate.outcome = .lost(loss)
            } else if isDecided {
                candidate.outcome = .lost(.decided)
            } else if !(candidates.isEmpty && mayAnswer(entry, confidence)) {
                let isLikely = confidence >= threshold && suggested < Self.suggestionLimit
                candidate.outcome = .lost(isLikely ? .suggested : .unsure)
                suggested += isLikely ? 1 : 0
            }
            candidates.append(candidate)
        }
        return candidates
    }

    /// More quick replies than these are no help.
    private static let suggestionLimit = 3

    private func mayAnswer(_ entry: Entry, _ confidence: Double) -> Bool {
        entry.ranker?.answers ?? bot.ranker.answers
            && entry.lines.count >= BotScript.RankerUse.examplesNeeded
            && confidence >= entry.ranker?.answerAbove ?? bot.ranker.answerAbove
    }
}
