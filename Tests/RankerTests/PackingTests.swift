import Ranker
import TestSupport
import Testing

/// What a ranker learned, as bytes and back.
@Suite struct PackingTests {
    private func packed(_ ranker: Ranker) -> [UInt8] {
        var packing = Packing()
        ranker.pack(into: &packing)
        return packing.bytes
    }

    private func unpacked(_ bytes: [UInt8]) -> Ranker? {
        var unpacking = Unpacking(bytes)
        guard let ranker = Ranker(unpacking: &unpacking), unpacking.isAtEnd else { return nil }
        return ranker
    }

    private static let questions =
        Shop.examples.map(\.text) + ["what about a refund for my parcel", "password of the voucher", "", "zzz"]

    @Test func whatWasPackedRanksTheSameToTheLastBit() throws {
        let again = try #require(unpacked(packed(Shop.ranker)))
        for question in Self.questions {
            #expect(again.rank(question, limit: 6) == Shop.ranker.rank(question, limit: 6), "\(question)")
        }
        #expect(again.suggestionThreshold == Shop.ranker.suggestionThreshold)
        #expect(packed(again) == packed(Shop.ranker))
    }

    /// More entries than are trained against one another, of which one has nothing to say.
    @Test func soDoesOneOfManyEntries() throws {
        var generator = SplitMix64(seed: 11)
        let examples = (0..<1_800).map { number in
            let words = (0..<4).map { _ in "w\(UInt64.random(in: 0..<400, using: &generator))" }
            return Ranker.Example("\(words.joined(separator: " ")) e\(number % 299)", entry: number % 299 + 1)
        }
        let ranker = Ranker(examples, background: [])
        let again = try #require(unpacked(packed(ranker)))
        for example in examples.prefix(200) {
            #expect(again.rank(example.text, limit: 8) == ranker.rank(example.text, limit: 8))
        }
    }

    @Test func bytesThatEndTooSoonAreNoRanker() {
        let bytes = packed(Shop.ranker)
        for length in stride(from: 0, to: bytes.count, by: bytes.count / 400) {
            #expect(unpacked(Array(bytes.prefix(length))) == nil, "\(length) of \(bytes.count)")
        }
        #expect(unpacked(bytes + [0]) == nil)
    }

    /// Which it should be is for whoever keeps the bytes to know; here nothing may trap.
    @Test func wrongBitsAreNoRankerOrOneThatCanBeAsked() {
        let bytes = packed(Shop.ranker)
        var generator = SplitMix64(seed: 12)
        var refused = 0
        for _ in 0..<300 {
            var wrong = bytes
            wrong[Int.random(in: wrong.indices, using: &generator)] ^=
                UInt8(1) << UInt8.random(in: 0..<8, using: &generator)
            if let ranker = unpacked(wrong) {
                for question in Self.questions.suffix(4) { _ = ranker.rank(question, limit: 3) }
            } else {
                refused += 1
            }
        }
        for place in 0..<8 {
            var wrong = bytes
            wrong[place] = 0xFF
            #expect(unpacked(wrong) == nil, "a count of more than there is")
        }
        #expect(refused < 300)
    }
}
