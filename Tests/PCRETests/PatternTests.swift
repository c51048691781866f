import PCRE
import Testing

@Suite struct PatternTests {
    @Test func aMatchIsMeasuredInBytes() throws {
        let pattern = try Pattern("größe")
        #expect(pattern.firstMatch(in: "die größe?") == .matched(4..<11))
        #expect(pattern.firstMatch(in: "die farbe?") == .unmatched)
    }

    @Test func caseAndUnicodeAreUnderstood() throws {
        #expect(try Pattern("ÉTÉ").firstMatch(in: "été") == .matched(0..<5))
        #expect(try Pattern(#"^\w+$"#).firstMatch(in: "日本語") == .matched(0..<9))
        #expect(try Pattern(#"\bär\b"#).firstMatch(in: "bär") == .unmatched)
        #expect(try Pattern("^.$").firstMatch(in: "日") == .matched(0..<3))
    }

    @Test func anEmptyTextCanMatch() throws {
        #expect(try Pattern("^$").firstMatch(in: "") == .matched(0..<0))
        #expect(try Pattern("a").firstMatch(in: "") == .unmatched)
    }

    @Test func aPatternThatCannotBeReadSaysWhere() {
        let error = #expect(throws: Pattern.SyntaxError.self) { try Pattern("ä(bc") }
        #expect(error?.message == "missing closing parenthesis")
        #expect(error?.offset == 5)
        #expect(throws: Pattern.SyntaxError.self) { try Pattern(#"a\Cb"#) }
        #expect(throws: Pattern.SyntaxError.self) { try Pattern("((((a{1,500}){1,500}){1,500}){1,500})") }
    }

    @Test(arguments: ["(a+)+$", "(a|a)*$", "(a|aa)+$", "(.*a){20}$", "^(([a-z])+.)+[A-Z]([a-z])+$"])
    func anExplodingPatternGivesUpSoon(source: String) throws {
        let pattern = try Pattern(source)
        let text = String(repeating: "a", count: 900) + "\u{1}"
        let clock = ContinuousClock()
        var outcome = Pattern.Outcome.unmatched
        let duration = clock.measure { outcome = pattern.firstMatch(in: text) }
        #expect(outcome == .gaveUp(.steps))
        // Unlimited, these take longer than anybody can wait; the bound is wide for a busy machine.
        #expect(duration < .seconds(1))
    }

    @Test func longTextsMatchAsShortOnesDo() throws {
        let patterns = try ["ab", "(?<=b)é", #"\bx"#, "é.{0,300}x$", "$", "b(?=é)", "^é"].map { try Pattern($0) }
        for length in [0, 1, 62, 63, 64, 65, 126, 127, 128, 129, 130, 255, 256, 257, 400] {
            for filler in ["é", "."] {
                let before = String(repeating: filler, count: length)
                let ends = patterns.map { $0.firstMatch(in: before + "abé x") }
                let start = before.utf8.count
                #expect(ends[0] == .matched(start..<start + 2))
                #expect(ends[1] == .matched(start + 2..<start + 4))
                #expect(ends[2] == .matched(start + 5..<start + 6))
                #expect(ends[4] == .matched(start + 6..<start + 6))
                #expect(ends[5] == .matched(start + 1..<start + 2))
                #expect(ends[6] == (filler == "é" && length > 0 ? .matched(0..<2) : .unmatched))
            }
        }
    }

    @Test func aMatchEndsSoonAfterItsBudget() throws {
        let pattern = try Pattern(#"(NOT)?(\s*\(*)\s*(\w+)\s*(=|LIKE|IN)\s*(\d+)"#)
        let text = String(repeating: "a", count: 1_000)
        #expect(pattern.firstMatch(in: Subject(text)) == .unmatched)
        guard case .gaveUp = pattern.firstMatch(in: Subject(text, budget: .zero)) else {
            Issue.record("the match went on without any time")
            return
        }
        #expect(pattern.firstMatch(in: Subject("not a = 1", budget: .zero)) == .matched(0..<9))
    }

    @Test func whoeverSpentTheTimeIsToBlame() throws {
        // Some 8 ms in all on such a text, and never near the step limit.
        let slow = try Pattern(#"\w+\S?\w+\s?(@|\W(at)\W)\s?\w+"#)
        let quick = try Pattern("b")
        let text = String(repeating: "a", count: 1_000)
        let subject = Subject(text, budget: .milliseconds(2))
        #expect(slow.firstMatch(in: subject) == .gaveUp(.time))
        #expect(quick.firstMatch(in: subject) == .gaveUp(.timeOfOthers))
    }

    @Test func backReferencesAreKnown() throws {
        for source in [#"(a)\1"#, #"(?<n>a)\k<n>"#, #"(?P<n>a)(?P=n)"#, #"(a)\g{-1}"#] {
            #expect(try Pattern(source).hasBackReferences)
        }
        #expect(try !Pattern(#"(a)b\d"#).hasBackReferences)
    }

    @Test func manyThreadsMatchAtOnce() async throws {
        let pattern = try Pattern(#"\b(\d+)\s+days\b"#)
        let expected = Pattern.Outcome.matched(8..<15)
        let matches = await withTaskGroup { group in
            for _ in 0..<8 {
                group.addTask { (0..<2_000).count { _ in pattern.firstMatch(in: "it took 12 days") == expected } }
            }
            return await group.reduce(0, +)
        }
        #expect(matches == 16_000)
    }
}
