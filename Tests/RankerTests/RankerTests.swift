import Ranker
import TestSupport
import Testing

@Suite struct RankerTests {
    @Test func everyExampleReachesItsOwnEntry() {
        for example in Shop.examples {
            #expect(Shop.ranker.rank(example.text, limit: 1).first?.entry == example.entry, "\(example.text)")
        }
    }

    @Test(arguments: [
        ("how many days until my delivery arrives", Shop.delivery), ("give me a refund", Shop.refund),
        ("i can not remember my password", Shop.password), ("please email me a receipt", Shop.invoice),
        ("which size are these boots", Shop.size), ("my gift card code is not accepted", Shop.voucher),
    ])
    func otherWordsReachTheSameEntry(text: String, entry: Int) {
        #expect(Shop.ranker.rank(text, limit: 1).first?.entry == entry)
    }

    @Test(arguments: [
        ("when will my ordr arive", Shop.delivery), ("i want a refnud", Shop.refund),
        ("i forgt my pasword", Shop.password), ("downlaod the invoce", Shop.invoice),
        ("is there a szie chart", Shop.size), ("redem a gitf card", Shop.voucher),
    ])
    func typosReachTheSameEntry(text: String, entry: Int) {
        #expect(Shop.ranker.rank(text, limit: 1).first?.entry == entry)
    }

    @Test func caseDigitsAndPunctuationDoNotMatter() {
        let plain = Shop.ranker.rank("when will my order 1234 arrive", limit: 3)
        #expect(Shop.ranker.rank("WHEN will my order #9876 arrive?!", limit: 3) == plain)
        let apostrophes = Ranker([.init("my card doesn't work", entry: 0), .init("hello", entry: 1)], background: [])
        #expect(apostrophes.rank("doesn’t", limit: 2) == apostrophes.rank("doesn't", limit: 2))
    }

    @Test func lettersOfOtherLanguagesAreLetters() {
        let ranker = Ranker(
            [
                .init("Wann kommt meine Bestellung für Österreich", entry: 0),
                .init("¿Dónde está mi pedido?", entry: 1), .init("Где мой заказ", entry: 2),
                .init("注文はどこですか", entry: 3), .init("Ich möchte eine größere Größe", entry: 4),
            ], background: [])
        #expect(ranker.rank("ÖSTERREICH", limit: 1).first?.entry == 0)
        #expect(ranker.rank("DÓNDE ESTÁ", limit: 1).first?.entry == 1)
        #expect(ranker.rank("ЗАКАЗ", limit: 1).first?.entry == 2)
        #expect(ranker.rank("注文", limit: 1).first?.entry == 3)
        #expect(ranker.rank("grösser GRÖßE", limit: 1).first?.entry == 4)
    }

    @Test func theSameExamplesGiveTheSameRankerToTheLastBit() {
        let questions = Shop.examples.map(\.text) + ["what about a refund for my parcel", "password of the voucher"]
        let again = Ranker(Shop.examples, background: [])
        for question in questions {
            #expect(again.rank(question, limit: 6) == Shop.ranker.rank(question, limit: 6))
        }
        #expect(again.suggestionThreshold == Shop.ranker.suggestionThreshold)
    }

    @Test func entriesWithoutExamplesAreFoundByWhatTheySay() {
        let background = [
            "", "", "", "", "", "",
            "How do I recycle old batteries? Bring old batteries to any of our stores, there is a box at the till.",
        ]
        let ranker = Ranker(Shop.examples, background: background)
        #expect(ranker.rank("where can i bring my old batteries", limit: 3).first?.entry == 6)
        for example in Shop.examples {
            #expect(ranker.rank(example.text, limit: 1).first?.entry == example.entry, "\(example.text)")
        }
    }

    /// A fifth of the entries is asked politely, always; what that is worth only one another's examples can teach them, and with
    /// so many entries each learns from a part of the others.
    @Test func amongManyEntriesEachLearnsFromThoseMostLikeIt() {
        var generator = SplitMix64(seed: 4)
        func words(_ count: Int) -> [String] {
            (0..<count).map { _ in
                String((0..<6).map { _ in "abcdefghijklmnopqrstuvwxyz".randomElement(using: &generator) ?? "a" })
            }
        }
        let (objects, verbs, others) = (words(30), words(10), words(300))
        var examples: [Ranker.Example] = []
        var questions: [Ranker.Example] = []
        for (place, object) in objects.enumerated() {
            for (index, verb) in verbs.enumerated() {
                let entry = place * verbs.count + index
                for _ in 0..<4 {
                    let other = others.randomElement(using: &generator) ?? ""
                    let text = place < 6 ? "kindly please \(verb) \(object) \(other)" : "\(other) \(verb) \(object)"
                    examples.append(Ranker.Example(text, entry: entry))
                }
                if place >= 6 { questions.append(Ranker.Example("kindly please \(verb) the \(object)", entry: entry)) }
            }
        }
        let ranker = Ranker(examples, background: [], isCalibrated: false)
        for set in [examples, questions] {
            let right = set.count { ranker.rank($0.text, limit: 1).first?.entry == $0.entry }
            #expect(Double(right) >= 0.98 * Double(set.count), "\(right) of \(set.count)")
        }
    }
}
