import Ranker
import Testing

@Suite struct DegenerateTests {
    @Test func withoutExamplesNothingFits() {
        #expect(Ranker([], background: []).rank("anything", limit: 3).isEmpty)
        #expect(Ranker([], background: ["", ""]).rank("anything", limit: 3).isEmpty)
    }

    @Test func anEntryAloneIsStillAnEntry() {
        let ranker = Ranker([.init("where is my order", entry: 0)], background: [])
        let ranked = ranker.rank("my order", limit: 3)
        #expect(ranked.map(\.entry) == [0])
        #expect(ranked.allSatisfy { (0...1).contains($0.confidence) })
    }

    @Test func aTextOfUnknownWordsFitsNothing() {
        #expect(Shop.ranker.rank("12345", limit: 3).isEmpty)
        #expect(Shop.ranker.rank("щщщ ююю", limit: 3).isEmpty)
        let half = Shop.ranker.rank("xqxqx zvzvz", limit: 3)
        #expect(half.allSatisfy { $0.confidence < Shop.ranker.suggestionThreshold })
    }

    @Test(arguments: ["", " ", "?!", "🎉🎉", "\u{0}\u{FE0F}\u{200D}", "…", "\n"])
    func aTextWithoutWordsFitsNothing(text: String) {
        #expect(Shop.ranker.rank(text, limit: 3).isEmpty)
    }

    @Test func examplesWithoutWordsDoNoHarm() {
        let empty = ["", "🎉", "?"].map { Ranker.Example($0, entry: 7) }
        let ranker = Ranker(empty + Shop.examples + empty, background: [])
        for example in Shop.examples {
            #expect(ranker.rank(example.text, limit: 1).first?.entry == example.entry)
        }
        #expect(Ranker(empty, background: []).rank("anything", limit: 3).isEmpty)
    }

    @Test func repeatedExamplesDoNoHarm() {
        let ranker = Ranker(Shop.examples + Shop.examples + Shop.examples, background: [])
        for example in Shop.examples {
            #expect(ranker.rank(example.text, limit: 1).first?.entry == example.entry)
        }
    }

    @Test func oneTextOfTwoEntriesFitsBoth() {
        let ranker = Ranker(
            Shop.examples + [.init("my parcel", entry: 0), .init("my parcel", entry: 1)], background: [])
        let ranked = ranker.rank("my parcel", limit: 6)
        #expect(Set(ranked.prefix(2).map(\.entry)) == [0, 1])
        #expect(ranked.allSatisfy { $0.confidence.isFinite && $0.score.isFinite })
    }

    @Test func aVeryLongTextIsReadToItsEnd() {
        let long = String(repeating: "where is my parcel ", count: 100_000 / 19 + 1)
        #expect(long.count >= 100_000)
        #expect(Shop.ranker.rank(long, limit: 1).first?.entry == Shop.delivery)
        let word = String(repeating: "x", count: 100_000)
        #expect(Shop.ranker.rank(word + " voucher code", limit: 1).first?.entry == Shop.voucher)
    }

    @Test func noMoreEntriesThanWanted() {
        for limit in 0...8 {
            #expect(Shop.ranker.rank("where is my parcel", limit: limit).count == min(limit, 6))
        }
        #expect(Shop.ranker.rank("where is my parcel", limit: -1).isEmpty)
    }

    @Test func entriesNobodyGaveAnythingForComeLast() {
        let ranker = Ranker(
            [.init("where is my order", entry: 3), .init("reset my password", entry: 5)], background: [])
        #expect(ranker.rank("my order", limit: 1).map(\.entry) == [3])
        #expect(ranker.rank("my order", limit: 10).allSatisfy { $0.entry == 3 || $0.entry == 5 })
    }
}
