import PCRE
import Patterns
import Testing

@Suite struct OverlapTests {
    private func shared(_ a: String, _ b: String) -> String? {
        Overlap.shortestShared(PatternTree(a), PatternTree(b))
    }

    @Test func oneMatchLiesInTheOther() {
        #expect(shared("refund", "re.*d") == "refund")
        #expect(shared(#"\b(card|phone)\b.*\blost\b"#, #"\blost\b"#) == "card lost")
        #expect(shared("fund", "refund") == "refund")
        #expect(shared(#"\bfund"#, "refund") == nil)
        #expect(shared("refund", "delivery") == nil)
        #expect(shared("a.*b", "c.*d") == "acdb")
    }

    @Test func classesAndCountsMeet() {
        #expect(shared(#"^\d{3}$"#, #"[0-5]+"#) == "000")
        #expect(shared(#"[a-f]{2,4}"#, "^[^a-d]+$") == "ee")
        #expect(shared(#"^[a-f]{2}$"#, "^[k-p]+$") == nil)
        #expect(shared(#"^\W$"#, #"^[^\s]$"#) == "!")
        #expect(shared("straße.{0,20}köln", "ß kö|ßekö") == "straßeköln")
    }

    @Test func boundariesAreKept() {
        #expect(shared(#"\bcard\b"#, "card.*") == "card")
        #expect(shared(#"card\B.*"#, #"\bcards?\b"#) == nil || shared(#"card\B.*"#, #"\bcards?\b"#) == "cards")
        #expect(shared(#"lost\s+card"#, #"\blost\b.*\bcard\b"#) == "lost card")
        #expect(shared("^lost$", "lost card") == nil)
        #expect(shared(#"^\b$"#, "a*") == nil)
    }

    @Test func whatIsNotUnderstoodHasNoAnswer() {
        for pattern in ["(?=lost)lost", "(?>lost)", #"(lost)\1"#, #"\p{L}+"#, #"lost\K"#, "(*UTF)lost"] {
            #expect(shared(pattern, "lost") == nil, "\(pattern)")
        }
        #expect(shared("(lost.{0,60}){60}", "lost") == nil)
        #expect(shared("(a|b){0,65000}", "a") == nil)
        #expect(shared("(?:()*)*a", "(a*)*") == "a")
    }

    /// Patterns of the understood kind in pairs: what is found is matched by both, and normalised.
    @Test(arguments: UInt64(1)...4)
    func bothMatchWhatIsFound(seed: UInt64) throws {
        var grammar = PatternGrammar(seed: seed)
        var found = 0
        for _ in 0..<3_000 {
            let (a, b) = (grammar.plain(), grammar.plain())
            guard let text = shared(a, b) else { continue }
            found += 1
            #expect(text == normalised(text), "\(text)")
            for source in [a, b] {
                guard case .matched = try Pattern(source).firstMatch(in: text) else {
                    Issue.record("\(a) and \(b) share “\(text)”, which \(source) does not match")
                    continue
                }
            }
        }
        #expect(found > 300)
    }

    /// Every text of up to four letters is tried: what is found is the shortest, and nil means that there is none.
    @Test func nothingShorterIsShared() throws {
        var grammar = PatternGrammar(seed: 21)
        var texts = [""]
        var longest = [""]
        for _ in 0..<4 {
            longest = longest.flatMap { head in ["a", "b", "c", "-"].map { head + $0 } }
            texts += longest
        }
        func length(_ whole: String, _ part: String) throws -> Int? {
            let whole = try Pattern("^(?:\(whole))$")
            let part = try Pattern(part)
            return texts.dropFirst().first { text in
                guard case .matched = whole.firstMatch(in: text) else { return false }
                guard case .matched = part.firstMatch(in: text) else { return false }
                return true
            }?.count
        }
        for _ in 0..<300 {
            let (a, b) = (grammar.small(), grammar.small())
            let expected = try [length(a, b), length(b, a)].compactMap { $0 }.min()
            let found = shared(a, b)
            if let expected {
                #expect(found?.count == expected, "\(a) and \(b)")
            } else {
                #expect(found.map { $0.count > 4 } != false, "\(a) and \(b) share “\(found ?? "")”")
            }
        }
    }
}
