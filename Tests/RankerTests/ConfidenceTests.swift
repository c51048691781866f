import Ranker
import Testing

@Suite struct ConfidenceTests {
    private static let inside = [
        "how long until my order arrives", "i want a refund for the shoes", "reset my password",
        "where is the invoice for my order", "what size should i take", "the voucher code is rejected",
    ]
    private static let outside = [
        "who won the football match yesterday", "tell me a joke about penguins", "bake bread without yeast",
        "what is the capital of mongolia", "play some jazz", "will it rain tomorrow in paris",
    ]

    private func confidence(_ text: String) -> Double { Shop.ranker.rank(text, limit: 1).first?.confidence ?? 0 }

    @Test func questionsInsideAreSurerThanAnyOutside() {
        let least = Self.inside.map(confidence).min() ?? 0
        for text in Self.outside { #expect(confidence(text) < least, "\(text): \(confidence(text)), \(least)") }
    }

    @Test func theThresholdLetsQuestionsInAndNoneOutsideIsLikely() {
        for text in Self.inside { #expect(confidence(text) >= Shop.ranker.suggestionThreshold, "\(text)") }
        for text in Self.outside { #expect(confidence(text) < 0.5, "\(text): \(confidence(text))") }
    }

    @Test func confidencesAreProbabilitiesThatFall() {
        for text in Self.inside + Self.outside + Shop.examples.map(\.text) {
            let ranked = Shop.ranker.rank(text, limit: 6)
            #expect(ranked.allSatisfy { (0...1).contains($0.confidence) && $0.confidence.isFinite })
            #expect(ranked.reduce(0) { $0 + $1.confidence } <= 1.000_001, "\(text)")
            for (better, worse) in zip(ranked, ranked.dropFirst()) {
                #expect(better.score >= worse.score)
                #expect(better.confidence >= worse.confidence)
            }
        }
    }

    @Test func theFirstIsTheSameHoweverManyAreAskedFor() {
        for text in Self.inside {
            let three = Shop.ranker.rank(text, limit: 3)
            #expect(Shop.ranker.rank(text, limit: 1) == Array(three.prefix(1)))
            #expect(Shop.ranker.rank(text, limit: 2) == Array(three.prefix(2)))
        }
    }

    @Test func withoutCalibrationTheOrderIsTheSame() {
        let rough = Ranker(Shop.examples, background: [], isCalibrated: false)
        for text in Self.inside + Self.outside {
            let order = rough.rank(text, limit: 6)
            #expect(order.map(\.entry) == Shop.ranker.rank(text, limit: 6).map(\.entry))
            #expect(order.allSatisfy { (0...1).contains($0.confidence) })
        }
    }
}
