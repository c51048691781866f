import Patterns
import TestSupport
import Testing

@Suite struct PrefilterTests {
    private func prefilter(_ patterns: String..., examples: [String] = []) -> Prefilter {
        Prefilter(patterns.map { .init(pattern: $0) }, examples: examples.map { Array($0.utf8) })
    }

    @Test func aRuleThatNeedsNothingIsAlwaysNominatedAndListed() {
        let prefilter = prefilter("lost", "a.*", "card")
        #expect(prefilter.nominated(in: Array("anything".utf8)) == [1])
        #expect(prefilter.nominated(in: Array("lost card".utf8)) == [0, 1, 2])
        #expect(prefilter.unfiltered == [1])
        #expect(Prefilter([]).nominated(in: [1, 2]) == [])
    }

    @Test func everySetMustBeInTheText() {
        let prefilter = prefilter("(lost|stolen).*(card|phone)", "card.*lost")
        #expect(prefilter.nominated(in: Array("my phone was stolen".utf8)) == [0])
        #expect(prefilter.nominated(in: Array("i lost it".utf8)) == [])
        #expect(prefilter.nominated(in: Array("lost card".utf8)) == [0, 1])
    }

    @Test func wordsNeedOneAlternativeOfEveryGroup() {
        func words(_ text: String) -> [[UInt8]] { text.split(separator: " ").map { Array($0.utf8) } }
        let need = Prefilter.Need(words: [[words("deliver"), words("how long")], [words("when"), words("a")]])
        #expect(need.sets.count == 2)
        let prefilter = Prefilter([need])
        #expect(prefilter.nominated(in: Array("delivery".utf8)) == [0])
        #expect(prefilter.nominated(in: Array("long".utf8)) == [0])
        #expect(prefilter.nominated(in: Array("when".utf8)) == [])
    }

    @Test func oldSlavonicLettersInATextAreFound() {
        let prefilter = prefilter("вода")
        #expect(prefilter.nominated(in: Array("\u{1C80}\u{1C82}да".utf8)) == [0])
        let raw = Prefilter([Prefilter.Need(sets: [[Array("\u{1C80}ода".utf8)]])])
        #expect(raw.nominated(in: Array("вода".utf8)) == [0])
    }

    @Test func bytesThatAreNoTextDoNotTrap() {
        let prefilter = prefilter("вода", "card")
        for byte in UInt8.min...UInt8.max { #expect(prefilter.nominated(in: [byte]) == []) }
        #expect(prefilter.nominated(in: [0xE1, 0xB2]) == [])
        #expect(prefilter.nominated(in: [0xE1] + Array("card".utf8)) == [1])
    }

    @Test func theAutomatonFindsWhatASearchFinds() {
        var random = SplitMix64(seed: 11)
        for round in 0..<30 {
            func string(_ length: ClosedRange<Int>) -> [UInt8] {
                let letters: [UInt8] = round % 3 == 0 ? [0, 255, 97] : Array("abcd e".utf8)
                return (0..<Int.random(in: length, using: &random)).map { _ in
                    letters.randomElement(using: &random) ?? 0
                }
            }
            let strings = (0..<Int.random(in: 1...60, using: &random)).map { _ in string(2...6) }
            let prefilter = Prefilter(strings.map { Prefilter.Need(sets: [[$0]]) })
            for _ in 0..<40 {
                let text = string(0...60)
                let expected = strings.indices.filter { index in
                    let part = strings[index]
                    return part.count <= text.count
                        && (0...text.count - part.count).contains { text[$0...].starts(with: part) }
                }
                #expect(prefilter.nominated(in: text) == expected)
            }
        }
    }

    @Test func whatOneTextHadIsForgottenForTheNext() {
        let prefilter = prefilter("lost.*card", "phone")
        #expect(prefilter.nominated(in: Array("lost phone".utf8)) == [1])
        #expect(prefilter.nominated(in: Array("card".utf8)) == [])
        #expect(prefilter.nominated(in: Array("".utf8)) == [])
    }
}
