import PCRE
import Patterns
import TestSupport
import Testing

@Suite struct PatternTreeTests {
    private func literal(_ text: String) -> PatternTree { .literal(Array(text.unicodeScalars)) }

    @Test func charactersStandForThemselvesInLowerCase() {
        #expect(PatternTree("Refund") == literal("refund"))
        #expect(PatternTree(#"a\.b\x{62}\x63\Q.*\E"#) == literal("a.bbc.*"))
        #expect(PatternTree(#"\Qa.b"#) == literal("a.b"))
        #expect(PatternTree(#"a(?#no)b"#) == literal("ab"))
        #expect(PatternTree("ÄſK") == literal("äsk"))
    }

    @Test func aQuantifierTakesTheLastCharacter() {
        #expect(PatternTree("abc?") == .sequence([literal("ab"), .repetition(literal("c"), min: 0, max: 1)]))
        #expect(PatternTree(#"\Qab\E+"#) == .sequence([literal("a"), .repetition(literal("b"), min: 1, max: nil)]))
        #expect(PatternTree("ab{2,5}?") == .sequence([literal("a"), .repetition(literal("b"), min: 2, max: 5)]))
        #expect(PatternTree("ab{2}*c") == .sequence([literal("a"), .unknown, literal("c")]))
        #expect(PatternTree("a++") == .atomic(.repetition(literal("a"), min: 1, max: nil)))
    }

    @Test func bracesThatAreNoQuantifierAreCharacters() {
        #expect(PatternTree("a{b}") == literal("a{b}"))
        #expect(PatternTree("a{1,x") == literal("a{1,x"))
        // From PCRE2 10.43 on this is a quantifier.
        #expect(PatternTree("a{,3}b") == .sequence([.unknown, literal("b")]))
    }

    @Test func groupsAreWhatIsInThem() {
        for open in ["(", "(?:", "(?<name>", "(?'name'", "(?P<name>", "(?|", "(?i:", "(?s-m:"] {
            #expect(PatternTree(open + "a|b)c") == .sequence([.choice([literal("a"), literal("b")]), literal("c")]))
        }
        #expect(PatternTree("(?>a)") == .atomic(literal("a")))
        #expect(PatternTree("(?=a)") == .ahead(literal("a")))
        #expect(PatternTree("(?<!a)") == .notBehind(literal("a")))
    }

    @Test func optionsHoldToTheEndOfTheirGroupAndForItsOtherBranches() {
        #expect(PatternTree("(?-i)aB") == .sequence([literal("a"), .one]))
        #expect(PatternTree("(?:(?-i)A|B)C") == .sequence([.choice([.one, .one]), literal("c")]))
        #expect(PatternTree("(?x) a b # no ) (\n c") == literal("abc"))
        #expect(PatternTree(#"(?x)a\ [ b] #"#) == .sequence([literal("a "), PatternTree("[ b]")]))
        #expect(PatternTree("(?x:a b)c d") == .sequence([literal("ab"), literal("c d")]))
    }

    @Test func classesEndWherePCRE2SaysSo() {
        for text in ["[]a]", "[^]a]", #"[\]a]"#, #"[a\Q]\E]"#, "[[:alpha:]]", "[[:a]", #"[\E]a]"#, "[a-]", #"[\w-]"#] {
            let tree = PatternTree(text + "x")
            guard case .sequence(let items) = tree else {
                Issue.record("\(text) is \(tree)")
                continue
            }
            #expect(items.count == 2 && items[1] == literal("x"), "\(text)")
        }
    }

    @Test func whatIsNotUnderstoodIsUnknown() {
        for text in [
            "(*UTF)a", "(*ACCEPT)a", "(?C)a", "(?xx)a", "a)", "(a", "[a", #"a\"#, #"\U"#, "*a", "(?{a})", "a{70000}",
        ] {
            #expect(PatternTree(text) == .unknown, "\(text)")
        }
        let local = [
            #"\1"#, #"\g{-1}"#, #"\g<n>"#, #"\k'n'"#, "(?R)", "(?1)", "(?-1)", "(?&n)", "(?P>n)", "(?P=n)", #"\R"#,
            #"\X"#,
            "(?(1)a|b)", "(?(?=a)b|c)", "(?(DEFINE)(a))", "[[:<:]]",
        ]
        for text in local {
            #expect(PatternTree(text + "x") == .sequence([.unknown, literal("x")]), "\(text)")
        }
        for text in [#"\p{Lu}"#, #"\pL"#, #"\h"#, #"\cA"#, "[[:upper:]]", "İ"] {
            #expect(PatternTree(text + "x") == .sequence([.one, literal("x")]), "\(text)")
        }
    }

    @Test(arguments: ["(", "(?(", "[", "(?:a|", "a{1}", "a**", #"\Q"#, "(?=", "((?i)", "[[:", "{1,", "(?x)#", "a?+"])
    func noDepthAndNoLengthTraps(part: String) {
        let text = String(repeating: part, count: 50_000)
        #expect(Prefilter.Need(pattern: text + "a") == Prefilter.Need(pattern: text + "a"))
        let closed = String(repeating: "(", count: 5_000) + "a" + String(repeating: ")+", count: 5_000)
        #expect(PatternTree(closed) == .unknown)
    }

    @Test func noStringTraps() {
        var random = SplitMix64(seed: 7)
        let pieces =
            Array(#"()[]{}?*+|\^$.-,:=!<>#'&PRQEKxiJU09afnN€kKſßİ"#).map { String($0) }
            + ["(?", "(?<", "[[:", ":]]", "(?(", #"\Q"#, #"\E"#, #"\x{"#, #"\N{U+"#, "{2,", "(*", "\u{0}", "\n", " "]
        for _ in 0..<20_000 {
            let length = Int.random(in: 0...30, using: &random)
            let text = (0..<length).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
            _ = Prefilter.Need(pattern: text)
        }
        for _ in 0..<5_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            _ = Prefilter.Need(pattern: String(decoding: bytes, as: UTF8.self))
        }
    }
}
