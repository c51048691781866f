import Patterns
import Testing

@Suite struct RequiredLiteralsTests {
    private func sets(_ pattern: String) -> [Set<String>] {
        Prefilter.Need(pattern: pattern).sets.map { Set($0.map { String(decoding: $0, as: UTF8.self) }) }
    }

    @Test func aSequenceIsCrossed() {
        #expect(
            sets(#"\b(refund|return)s? (please|now)\b"#) == [
                [
                    "refund please", "refund now", "refunds please", "refunds now", "return please", "return now",
                    "returns please", "returns now",
                ]
            ])
        #expect(sets("[ck]ard") == [["card", "kard"]])
    }

    @Test func whatGrowsTooLargeIsFlushed() {
        let crossed = sets("[ab][ab]lost[ab][ab][ab]card")
        #expect(crossed.map(\.count) == [16, 2])
        #expect(crossed.last == ["acard", "bcard"])
        #expect(sets(".*refund.*card.*") == [["refund"], ["card"]])
        let long = sets("this is much longer than twenty four bytes")
        #expect(long == [["this is much longer than"]])
    }

    @Test func spacesAreSingleInANormalisedText() {
        #expect(sets(#"delivery\s+times?"#) == [["delivery time"]])
        #expect(sets(#"e[\s-]?mail"#) == [["email", "e mail", "e-mail"]])
        #expect(sets(#"e\s*mail"#) == [["email", "e mail"]])
    }

    @Test func everyBranchMustGiveOne() {
        #expect(
            sets("(lost.*card|stolen)") == [["lost", "stolen"]] || sets("(lost.*card|stolen)") == [["card", "stolen"]])
        #expect(sets("(lost|.)") == [])
        #expect(sets("lost|a") == [])
        #expect(sets("(lost|)card") == [["card"]])
    }

    @Test func whatMayBeLeftOutGivesNothing() {
        #expect(sets("(lost)*card") == [["card"]])
        #expect(sets("(lost){0,}card") == [["card"]])
        #expect(sets("(lost){0}card") == [["card"]])
        #expect(sets("(lost)?card") == [["card"]])
        #expect(sets("(ha){2,}") == [["haha"]])
        #expect(sets("(ha){2}!") == [["haha!"]])
    }

    @Test func aPositiveLookaroundContributesAndANegativeOneDoesNot() {
        #expect(sets("(?=.*lost)(?=.*card)") == [["lost"], ["card"]])
        #expect(sets("(?<=lost )card") == [["lost "], ["card"]])
        #expect(sets("(?!lost)card(?<!card)") == [["card"]])
        #expect(sets("foo(?=bar)baz") == [["bar"], ["foobaz"]])
    }

    @Test func boundariesAreTransparent() {
        #expect(sets(#"^\blost\b\B\Acard\Z$\z"#) == [["lostcard"]])
    }

    @Test func lettersOfOneOrbitAreOneLetter() {
        #expect(sets("BAN\u{212A}\u{17F}") == [["banks"]])
        #expect(sets("STRAẞE") == [["straße"]])
        #expect(sets("ὈΔΥΣΣΕΎΣ") == [["ὀδυσσεύσ"]])
        #expect(sets("ὀδυσσεύς") == [["ὀδυσσεύσ"]])
        #expect(sets("\u{B5}m") == [["μm"]])
        #expect(sets("\u{1C80}\u{1C82}да") == [["вода"]])
        #expect(sets("a\u{345}") == [["aι"]])
        #expect(sets("ǅ") == [["ǆ"]])
        #expect(sets("kız") == [["kız"]])
        #expect(sets("İzmir") == [["zmir"]])
    }

    @Test func aLiteralOfOneByteIsNone() {
        #expect(sets("a") == [])
        #expect(sets("a|bc") == [])
        #expect(sets("ä") == [["ä"]])
    }
}
