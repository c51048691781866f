import Foundation
import PCRE
import Patterns
import TestSupport
import Testing

/// What PCRE2 matches is nominated: the promise all else stands on.
@Suite struct NominationTests {
    @Test(arguments: UInt64(1)...5)
    func whatMatchesIsNominated(seed: UInt64) {
        var grammar = PatternGrammar(seed: seed)
        var (pairs, matched, told) = (0, 0, 0)
        while pairs < 8_000 {
            var compiled: [(Pattern, texts: [String])] = []
            while compiled.count < 100 {
                let made = grammar.pattern()
                // Some of what the grammar makes is refused, such as a lookbehind of no fixed length.
                guard let pattern = try? Pattern(made.pattern) else { continue }
                compiled.append((pattern, [made.text, grammar.disguised(made.text), grammar.disguised(made.text)]))
            }
            let prefilter = Prefilter(compiled.map { .init(pattern: $0.0.source) })
            let unfiltered = Set(prefilter.unfiltered)
            for index in compiled.indices {
                for text in compiled[index].texts.map(normalised) {
                    let nominated = Set(prefilter.nominated(in: Array(text.utf8)))
                    for other in [index, (index + 1) % compiled.count, (index + 7) % compiled.count] {
                        pairs += 1
                        guard case .matched = compiled[other].0.firstMatch(in: text) else { continue }
                        matched += 1
                        if !unfiltered.contains(other) { told += 1 }
                        #expect(nominated.contains(other), "\(compiled[other].0.source) matches “\(text)”")
                    }
                }
            }
        }
        #expect(matched * 4 > pairs, "only \(matched) of \(pairs) match")
        #expect(told * 8 > pairs, "only \(told) of \(pairs) match where a string is looked for")
    }

    /// Every letter with another case, against every letter that PCRE2 takes for the same.
    @Test func everyOrbitOfPCRE2IsKnown() throws {
        let cased = (0x80..<0x1_F000).compactMap { Unicode.Scalar($0 as UInt32) }.filter {
            $0.properties.changesWhenCaseMapped || $0.properties.changesWhenCaseFolded
        }
        let letters = (cased + "abcdefghijklmnopqrstuvwxyz".unicodeScalars).filter {
            normalised("x" + String($0)) == "x" + String($0)
        }
        var partners = 0
        for scalar in cased {
            let pattern = try Pattern("xx" + String(scalar))
            let prefilter = Prefilter([.init(pattern: pattern.source)])
            var text = letters.map { "xx" + String($0) }.joined(separator: " ")
            while case .matched(let range) = pattern.firstMatch(in: text) {
                let bytes = Array(text.utf8)
                #expect(prefilter.nominated(in: Array(bytes[range])) == [0], "\(scalar.escaped(asASCII: true))")
                text = String(decoding: bytes[range.upperBound...], as: UTF8.self)
                partners += 1
            }
        }
        #expect(partners > 2_000)
    }

    private static let sets = LabelledSets()

    @Test(.enabled(if: sets.exist, "LABELLED_SETS names no folder with redos/"), arguments: LabelledSets.names)
    func whatMatchesOfOthersPatternsIsNominated(name: String) throws {
        let attacks = try Self.sets.attacks(name)
        // Some are of other dialects.
        let compiled = attacks.compactMap { attack in (try? Pattern(attack.regex)).map { ($0, attack) } }
        let prefilter = Prefilter(compiled.map { .init(pattern: $0.0.source) })
        var matched = 0
        for (index, (_, attack)) in compiled.enumerated() {
            for text in attack.texts.map(normalised) {
                let nominated = Set(prefilter.nominated(in: Array(text.utf8)))
                for other in [index] + stride(from: index % 9, to: compiled.count, by: 9) {
                    guard case .matched = compiled[other].0.firstMatch(in: text) else { continue }
                    matched += 1
                    #expect(nominated.contains(other), "\(compiled[other].0.source) matches “\(text)”")
                }
            }
        }
        #expect(matched > compiled.count)
    }
}
