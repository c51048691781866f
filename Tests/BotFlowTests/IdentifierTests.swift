import BotFlow
import TestSupport
import Testing

@Suite struct IdentifierTests {
    @Test func theExampleOfTheStandardComesOutDigitByDigit() throws {
        // RFC 9562 appendix A.6.
        let moment = try #require(Moment("2022-02-22T19:22:22.000Z"))
        let id = ConversationID(at: moment, random: (0xCC3, 0x18C4_DC0C_0C07_398F))
        #expect(id.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        #expect(id.high == 0x017F_22E2_79B0_7CC3)
        #expect(id.low == 0x98C4_DC0C_0C07_398F)
    }

    @Test(arguments: [UInt64.min, 1, 0x5555_5555_5555_5555, 0xAAAA_AAAA_AAAA_AAAA, .max])
    func whateverTheRandomBitsVersionAndVariantStand(bits: UInt64) {
        let id = CustomerID(at: Cast.morning, random: (bits, bits))
        #expect(id.high >> 12 & 0xF == 7)
        #expect(id.low >> 62 == 0b10)
        #expect(id.high >> 16 == UInt64(Cast.morning.milliseconds))
    }

    @Test func momentsOutsideTheFieldAreClampedOrCut() {
        #expect(AgentID(at: Moment(milliseconds: -1), random: (0, 0)).high == 0x7000)
        #expect(AgentID(at: Moment(milliseconds: 1 << 48), random: (0, 0)).high == 0x7000)
        #expect(AgentID(at: Moment(milliseconds: .max), random: (0, 0)).high == 0xFFFF_FFFF_FFFF_7000)
    }

    @Test func laterIdentifiersSortAfterEarlierOnes() {
        let early = AgentID(at: Cast.morning, random: (.max, .max))
        let late = AgentID(at: Cast.morning.advanced(by: .milliseconds(1)), random: (0, 0))
        #expect(early < late)
        #expect(early.description < late.description)
        #expect(AgentID(at: Cast.morning, random: (1, 1)) < AgentID(at: Cast.morning, random: (1, 2)))
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func textAndBytesReadBackAsTheSame(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let moment = Moment(milliseconds: Int64(random.next() >> 16))
            let id = MessageID(at: moment, random: (random.next(), random.next()))
            try #require(MessageID(id.description) == id)
            try #require(MessageID(bytes: id.bytes) == id)
        }
    }

    @Test func bytesStandInTheOrderOfTheText() {
        let id = MessageID(bytes: Array(0x10...0x1F))
        #expect(id?.description == "10111213-1415-1617-1819-1a1b1c1d1e1f")
        #expect(MessageID(bytes: Array(0x10...0x1E)) == nil)
        #expect(MessageID(bytes: Array(0x10...0x20)) == nil)
    }

    @Test(arguments: [
        "", "-", "017f22e2",
        "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398F",
        "017f22e279b07cc398c4dc0c0c07398f",
        "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
        "urn:uuid:017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        " 017f22e2-79b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f ",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398f-",
        "017f22e27-9b0-7cc3-98c4-dc0c0c07398f",
        "017f22e2--79b07cc3-98c4-dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "017f22e2-79b0-7cc3-98c4-dc0c0c0739８f",
        "017f22e2−79b0−7cc3−98c4−dc0c0c07398f",
    ])
    func anyOtherSpellingIsRefused(text: String) {
        #expect(ConversationID(text) == nil)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func aMessageIdGivesBackTheNumberItWasMadeOf(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let conversation = ConversationID(at: Cast.morning, random: (random.next(), random.next()))
            let moment = Moment(milliseconds: Int64(random.next() >> 16))
            let seq = 1 + Int(random.next() >> 33)
            let message = MessageID(of: conversation, seq: seq, at: moment)
            try #require(message.seq(in: conversation) == (seq < 1 << 31 ? seq : nil), "number \(seq)")
            try #require(message.low >> 62 == 0b10)

            let other = ConversationID(at: Cast.morning, random: (random.next(), random.next()))
            try #require(message.seq(in: other) == nil)
        }
    }

    @Test func numbersFromOneToTheLargestComeBackAndNoOthers() {
        let talk = Talk()
        let id = talk.conversation.id
        let largest = 1 << 31 - 1
        for seq in [1, 2, 1000, largest] {
            #expect(MessageID(of: id, seq: seq, at: talk.now).seq(in: id) == seq)
        }
        #expect(MessageID(of: id, seq: 0, at: talk.now).seq(in: id) == nil)
        #expect(MessageID(of: id, seq: largest + 1, at: talk.now).seq(in: id) == nil)
    }

    @Test func anIdThatDiffersInOneBitIsForeign() throws {
        let id = ConversationID(at: Cast.morning, random: (0xABC, 0x1234_5678_9ABC_DEF0))
        let message = MessageID(of: id, seq: 5, at: Cast.morning)
        // The time is in bits 0 to 47 and may be any; the number is in the last 31 bits.
        for bit in 48..<97 {
            var bytes = message.bytes
            bytes[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            let foreign = try #require(MessageID(bytes: bytes))
            #expect(foreign.seq(in: id) == nil, "bit \(bit)")
        }
    }
}
