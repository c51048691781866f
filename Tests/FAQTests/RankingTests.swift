import FAQ
import Testing

@Suite struct RankingTests {
    /// Six entries without rules and many examples each; `keys` are for the one about parcels.
    private static func shop(script: String = "", keys: String = "", examples: Int = 24) -> [String: String] {
        let topics: [(slug: String, words: [String])] = [
            ("parcel", ["parcel", "package", "delivery", "shipment", "courier"]),
            ("refund", ["refund", "money back", "reimbursement", "repayment", "returned money"]),
            ("password", ["password", "login", "sign in", "account access", "log on"]),
            ("lamp", ["lamp", "bulb", "light", "shade", "lantern"]),
            ("voucher", ["voucher", "gift card", "coupon", "promo code", "discount"]),
            ("table", ["table", "desk", "chair", "bench", "stool"]),
        ]
        let frames = [
            "where is my", "i have a problem with the", "tell me about the", "what about my", "help with my",
        ]
        var files: [String: String] = [:]
        for topic in topics {
            let asks = (0..<examples).map { number in
                "  - \(frames[number % frames.count]) \(topic.words[(number / frames.count + number) % topic.words.count]) "
                    + (number >= 25 ? "please" : number.isMultiple(of: 2) ? "today" : "now") + " \(number)"
            }
            files["a/\(topic.slug).md"] = Folder.entry(
                "question: About the \(topic.slug)?\nasks:\n\(asks.joined(separator: "\n"))"
                    + (topic.slug == "parcel" ? keys : ""))
        }
        if !script.isEmpty { files["bot.yaml"] = script }
        return files
    }

    private static let question = "hello, where on earth is my package?"

    @Test func whatTheCustomerMayMeanIsSuggestedAndNotAnswered() throws {
        let finding = Folder.edition(Self.shop()).find(Self.question, on: Folder.today)
        #expect(finding.answers.isEmpty && finding.winner == nil)
        let first = try #require(finding.suggestions.first)
        #expect(first.slug == "parcel" && first.layer == .ranker)
        #expect(finding.suggestions.count <= 3)
        let confidences = finding.suggestions.compactMap(\.confidence)
        #expect(confidences.count == finding.suggestions.count && confidences == confidences.sorted(by: >))
    }

    @Test func switchedOnItAnswersWhatItIsSureOf() throws {
        func find(_ script: String, keys: String = "", examples: Int = 24) -> Finding {
            Folder.edition(Self.shop(script: script, keys: keys, examples: examples))
                .find(Self.question, on: Folder.today)
        }
        let finding = find("ranker: {answer: on, answer_above: 0.3}")
        #expect(finding.answers.map(\.slug) == ["parcel"])
        #expect(finding.winner?.layer == .ranker)
        #expect(find("ranker: {answer: on, answer_above: 1}").answers.isEmpty)
        #expect(find("ranker: {answer: on, answer_above: 0.3}", keys: "\nranker: {answer: off}").answers.isEmpty)
        #expect(find("ranker: {answer: on, answer_above: 0.3}", keys: "\nranker: {answer_above: 1}").answers.isEmpty)
        #expect(
            find("greeting: Hi", keys: "\nranker: {answer: on, answer_above: 0.3}").answers.map(\.slug) == ["parcel"])
        // An entry with fewer than twenty examples is too little known.
        #expect(find("ranker: {answer: on, answer_above: 0.3}", examples: 18).answers.isEmpty)
    }

    @Test func aRuleDecidesBeforeTheRanker() {
        var files = Self.shop(script: "ranker: {answer: on, answer_above: 0.1}")
        files["a/rule.md"] = Folder.entry("question: Rule\nmatch:\n  - words: [earth]")
        let finding = Folder.edition(files).find(Self.question, on: Folder.today)
        #expect(finding.answers.map(\.slug) == ["rule"])
        #expect(finding.suggestions.isEmpty)
        #expect(finding.candidates.contains { $0.outcome == .lost(.decided) })
    }

    @Test(arguments: ["mode: shadow", "valid_until: 2020-01-01"])
    func whatMayNotAnswerIsNotSuggestedEither(keys: String) {
        let finding = Folder.edition(Self.shop(keys: "\n" + keys)).find(Self.question, on: Folder.today)
        #expect(!finding.suggestions.contains { $0.slug == "parcel" })
        #expect(finding.candidates.contains { $0.slug == "parcel" && $0.layer == .ranker })
    }

    @Test func nothingIsSuggestedBelowTheThreshold() {
        let files = Self.shop(script: "ranker: {suggest_above: 1}")
        #expect(Folder.edition(files).find(Self.question, on: Folder.today).suggestions.isEmpty)
    }

    @Test func theSameFolderAlwaysRanksTheSame() {
        let (one, two) = (Folder.edition(Self.shop()), Folder.edition(Self.shop()))
        for text in [Self.question, "lights out", "coupons?", "zebra"] {
            #expect(one.find(text, on: Folder.today).candidates == two.find(text, on: Folder.today).candidates)
        }
    }

    @Test func aWrongThresholdIsExplained() {
        let loading = Folder.loading(Self.shop(script: "ranker: {answer_above: 1.5}"))
        #expect(loading.edition == nil)
        #expect(loading.diagnostics.map(\.message) == ["`answer_above` must be a number from 0 to 1"])
    }
}
