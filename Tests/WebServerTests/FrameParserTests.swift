import TestSupport
import Testing
import WebServer

/// Frames of a client and what must become of them.
struct FrameCase: CustomTestStringConvertible, Sendable {
    let name: String
    let bytes: [UInt8]
    let expected: Reading

    init(_ name: String, _ bytes: [UInt8], _ expected: String...) {
        self.name = name
        self.bytes = bytes
        self.expected = expected
    }

    var testDescription: String { name }
}

/// A frame as a client sends it; `length` overrides how its length is written.
func masked(
    _ first: UInt8, _ payload: [UInt8], length: [UInt8]? = nil, key: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
) -> [UInt8] {
    var written: [UInt8]
    switch payload.count {
    case 0...125: written = [UInt8(payload.count)]
    case 126...0xFFFF: written = [126, UInt8(payload.count >> 8), UInt8(payload.count & 0xFF)]
    default: written = [127] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: payload.count >> (8 * $0)) }
    }
    written = length ?? written
    written[0] |= 0x80
    return [first] + written + key + payload.enumerated().map { $1 ^ key[$0 % 4] }
}

func masked(_ first: UInt8, _ payload: String) -> [UInt8] {
    masked(first, Array(payload.utf8))
}

@Suite struct FrameParserTests {
    static let taken = [
        FrameCase(
            "the RFC's masked Hello", [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58], "text Hello"),
        FrameCase(
            "the RFC's masked pong", [0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58], "pong Hello"),
        FrameCase("the RFC's fragments, masked", masked(0x01, "Hel") + masked(0x80, "lo"), "text Hello"),
        FrameCase("a ping", masked(0x89, "Hello"), "ping Hello"),
        FrameCase("an empty message", masked(0x81, ""), "text "),
        FrameCase(
            "a ping between fragments", masked(0x01, "Hel") + masked(0x89, "x") + masked(0x80, "lo"), "ping x",
            "text Hello"),
        FrameCase("empty fragments", masked(0x01, "") + masked(0x00, "") + masked(0x80, "a"), "text a"),
        FrameCase("a character cut by fragments", masked(0x01, [0xC3]) + masked(0x80, [0xA9]), "text é"),
        FrameCase("two messages", masked(0x81, "a") + masked(0x81, "b"), "text a", "text b"),
        FrameCase(
            "125 bytes", masked(0x81, String(repeating: "a", count: 125)), "text \(String(repeating: "a", count: 125))"),
        FrameCase(
            "126 bytes", masked(0x81, String(repeating: "a", count: 126)), "text \(String(repeating: "a", count: 126))"),
        FrameCase(
            "1000 bytes", masked(0x81, String(repeating: "é", count: 500)), "text \(String(repeating: "é", count: 500))"
        ),
        FrameCase("close without a code", masked(0x88, "") + masked(0x81, "late"), "closed -"),
        FrameCase("close with a reason", masked(0x88, [0x03, 0xE8] + Array("bye".utf8)), "closed 1000 bye"),
        FrameCase("close with a code of ours", masked(0x88, [0x11, 0x31]), "closed 4401"),
    ]

    static let refused = [
        FrameCase("the RFC's unmasked Hello", [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F], "refused 1002"),
        FrameCase("first reserved bit", masked(0xC1, "a"), "refused 1002"),
        FrameCase("second reserved bit", masked(0xA1, "a"), "refused 1002"),
        FrameCase("third reserved bit", masked(0x91, "a"), "refused 1002"),
        FrameCase("reserved data type", masked(0x83, "a"), "refused 1002"),
        FrameCase("reserved control type", masked(0x8B, "a"), "refused 1002"),
        FrameCase("fragmented ping", masked(0x09, "a"), "refused 1002"),
        FrameCase("long ping", masked(0x89, String(repeating: "a", count: 126)), "refused 1002"),
        FrameCase("continuation of nothing", masked(0x80, "a"), "refused 1002"),
        FrameCase("message inside a message", masked(0x01, "a") + masked(0x81, "b"), "refused 1002"),
        FrameCase("binary", masked(0x82, "a"), "refused 1003"),
        FrameCase(
            "16-bit length for a short frame", masked(0x81, Array("ab".utf8), length: [126, 0, 2]), "refused 1002"),
        FrameCase(
            "64-bit length for a short frame", masked(0x81, Array("ab".utf8), length: [127, 0, 0, 0, 0, 0, 0, 0, 2]),
            "refused 1002"),
        FrameCase("negative length", masked(0x81, [], length: [127, 0x80, 0, 0, 0, 0, 0, 0, 0]), "refused 1002"),
        FrameCase("huge length", masked(0x81, [], length: [127, 0x7F, 0, 0, 0, 0, 0, 0, 0]), "refused 1009"),
        FrameCase("1001 bytes", masked(0x81, String(repeating: "a", count: 1001)), "refused 1009"),
        FrameCase(
            "1001 bytes in fragments", masked(0x01, String(repeating: "a", count: 1000)) + masked(0x80, "a"),
            "refused 1009"),
        FrameCase(
            "a fragment too many",
            masked(0x01, "") + masked(0x00, "") + masked(0x00, "") + masked(0x00, "") + masked(0x80, ""),
            "refused 1008"),
        FrameCase("no UTF-8", masked(0x81, [0xCE, 0xBA, 0xE1, 0xBD, 0xB9, 0xED, 0xA0, 0x80]), "refused 1007"),
        FrameCase("overlong NUL", masked(0x81, [0xC0, 0x80]), "refused 1007"),
        FrameCase("half a character", masked(0x81, [0x61, 0xC3]), "refused 1007"),
        FrameCase("above Unicode", masked(0x81, [0xF4, 0x90, 0x80, 0x80]), "refused 1007"),
        FrameCase("a surrogate, with its message unfinished", masked(0x01, [0x61, 0xED, 0xA0]), "refused 1007"),
        FrameCase(
            "above Unicode, with its frame unfinished",
            Array(masked(0x81, [0xF4, 0x90] + Array(0x61...0x6A)).dropLast(9)),
            "refused 1007"),
        FrameCase(
            "half a character and no other half", masked(0x01, [0xE2, 0x82]) + masked(0x00, "a"), "refused 1007"),
        FrameCase("half a close code", masked(0x88, [0x03]), "refused 1002"),
        FrameCase("close reason that is no UTF-8", masked(0x88, [0x03, 0xE8, 0xFF]), "refused 1007"),
    ]

    @Test(arguments: taken + refused)
    func everySplitReadsTheSame(_ wire: FrameCase) {
        for pieces in everySplit(of: wire.bytes) {
            #expect(readFrames(pieces) == wire.expected, "in \(pieces.count) pieces, the first of \(pieces[0].count)")
        }
    }

    /// Every sequence of up to four octets that could begin a character, in a message that is not finished.
    @Test func textIsRefusedAtTheFirstOctetThatCannotBe() {
        var sequences: [[UInt8]] = [[]]
        let continuations: [UInt8] = [0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0]
        for first in [0x00, 0x7F, 0x80, 0xBF] + [UInt8](0xC0...0xFF) {
            sequences += [[first]]
            for second in continuations {
                sequences += [[first, second]]
                sequences += continuations.flatMap { third in
                    [[first, second, third]] + continuations.map { [first, second, third, $0] }
                }
            }
        }
        for sequence in sequences {
            // What can be made whole by following octets is told from what cannot by trying them.
            let endings: [[UInt8]] = [
                [], [0x80], [0x80, 0x80], [0x80, 0x80, 0x80], [0xA0], [0xA0, 0x80], [0x90, 0x80, 0x80],
            ]
            let isPossible = endings.contains { String(validating: sequence + $0, as: UTF8.self) != nil }
            let reading = readFrames([masked(0x01, sequence)[...]])
            #expect(reading == (isPossible ? [] : ["refused 1007"]), "\(sequence)")
        }
    }

    @Test func onlyCodesThatMayBeSentClose() {
        for code in 0...5000 {
            let allowed = [1000...1003, 1007...1011, 3000...4999].contains { $0.contains(code) }
            let reading = readFrames([masked(0x88, [UInt8(code >> 8), UInt8(code & 0xFF)])[...]])
            #expect(reading == [allowed ? "closed \(code)" : "refused 1002"])
        }
    }

    @Test func everyMaskComesOffAtEveryPlace() {
        var numbers = SplitMix64(seed: 6455)
        for count in 0..<40 {
            let key = (0..<4).map { _ in UInt8.random(in: 0...255, using: &numbers) }
            let text = String((0..<count).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) })
            for pieces in everySplit(of: masked(0x81, Array(text.utf8), key: key)) {
                #expect(readFrames(pieces) == ["text \(text)"])
            }
        }
    }

    @Test func aClientsFramesAreThoseOfTheRFC() {
        let hello: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        #expect(FrameEncoder.frame(.text, Array("Hello".utf8), mask: 0x37FA_213D) == hello)
    }

    @Test(arguments: [0, 1, 125, 126, 65_535, 65_536])
    func whatOneSideWritesTheOtherReads(count: Int) {
        let payload = [UInt8](repeating: 0x61, count: count)
        for (sender, other, mask) in [
            (FrameParser.Sender.server, FrameParser.Sender.client, UInt32?.none), (.client, .server, 0x0102_0304),
        ] {
            let frame = FrameEncoder.frame(.text, payload, mask: mask)
            var parser = FrameParser(of: sender, messageLimit: count, fragmentLimit: 1)
            var offset = 0
            #expect(parser.read(frame.span, at: &offset) == .text(String(decoding: payload, as: UTF8.self)))
            #expect(offset == frame.count)
            // Each side masks, or does not, and must be held to it.
            var wrong = FrameParser(of: other, messageLimit: count, fragmentLimit: 1)
            offset = 0
            guard case .refused(1002, _) = wrong.read(frame.span, at: &offset) else {
                Issue.record("a frame of the \(sender) passed for one of the \(other)")
                continue
            }
        }
    }

    @Test func damagedFramesReadTheSameHoweverTheyAreCut() {
        var numbers = SplitMix64(seed: 13)
        let valid = (Self.taken + Self.refused).map(\.bytes)
        for _ in 0..<3000 {
            var bytes = (0..<3).flatMap { _ in valid[Int.random(in: 0..<valid.count, using: &numbers)] }
            for _ in 0..<Int.random(in: 0...3, using: &numbers) {
                bytes[Int.random(in: 0..<bytes.count, using: &numbers)] ^= 1 << UInt8.random(in: 0...7, using: &numbers)
            }
            let cut = Int.random(in: 0...bytes.count, using: &numbers)
            #expect(readFrames([bytes[..<cut], bytes[cut...]]) == readFrames([bytes[...]]), "\(bytes)")
        }
    }
}
