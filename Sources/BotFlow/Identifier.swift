/// The name of one thing for ever: a UUIDv7 (RFC 9562 section 5.7) whose type says what it names.
///
/// The first 48 bits are milliseconds since 1970, so names sort by the time they were given. The rest comes from
/// whoever makes it; this module has no clock and no randomness.
package struct Identifier<Subject>: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    /// Builds a version 7 identifier; of `random` 12 bits of the first and 62 bits of the second word are used.
    package init(at moment: Moment, random: (UInt64, UInt64)) {
        let time = UInt64(clamping: moment.milliseconds) & 0xFFFF_FFFF_FFFF
        high = time << 16 | 0x7000 | random.0 & 0xFFF
        low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// The sixteen bytes as stored; nil when there are not sixteen.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        high = bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes[8...].reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// The sixteen bytes, most significant first.
    package var bytes: [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> UInt64(56 - 8 * ($0 % 8))) }
    }
}

extension Identifier {
    /// The nil UUID (RFC 9562 section 5.9), which names nothing: for a text that can be no identifier.
    package static var none: Self { Self(high: 0, low: 0) }

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

extension Identifier: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension Identifier: LosslessStringConvertible {
    /// Reads the canonical form in lower case, 8-4-4-4-12; anything else is nil, so one thing has one spelling.
    package init?(_ text: String) {
        var words: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (place, byte) in text.utf8.enumerated() {
            if place == 8 || place == 13 || place == 18 || place == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: return nil
            }
            if digits < 16 {
                words.0 = words.0 << 4 | UInt64(digit)
            } else {
                words.1 = words.1 << 4 | UInt64(digit)
            }
            digits += 1
            guard digits <= 32 else { return nil }
        }
        guard digits == 32 else { return nil }
        (high, low) = words
    }

    package var description: String {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for place in 0..<32 {
            if place == 8 || place == 12 || place == 16 || place == 20 { text.append(UInt8(ascii: "-")) }
            let word = place < 16 ? high : low
            let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * (place % 16))) & 15
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// What an ``Identifier`` can name; these types have no values.
package enum Named {
    package enum Conversation {}
    package enum Customer {}
    package enum Agent {}
    package enum Message {}
}

package typealias ConversationID = Identifier<Named.Conversation>
package typealias CustomerID = Identifier<Named.Customer>
package typealias AgentID = Identifier<Named.Agent>
package typealias MessageID = Identifier<Named.Message>

extension MessageID {
    /// The id of a conversation's message number `seq`, made of what is known, so that it need not be stored.
    package init(of conversation: ConversationID, seq: Int, at moment: Moment) {
        self.init(at: moment, random: (conversation.high, conversation.low ^ UInt64(seq)))
    }

    /// The number of the message in `conversation`, if that is where it can be from; below 2³¹.
    package func seq(in conversation: ConversationID) -> Int? {
        let number = (low ^ conversation.low) & 0x3FFF_FFFF_FFFF_FFFF
        guard number > 0, number < 1 << 31, low >> 62 == 0b10,
            high & 0xFFFF == 0x7000 | conversation.high & 0xFFF
        else { return nil }
        return Int(number)
    }
}

/// One company with its customers, agents and conversations; nothing crosses from one to another.
package struct Workspace: Hashable, Sendable {
    package let name: String

    package init(_ name: String) {
        self.name = name
    }

    /// The only one there is while an installation serves one company.
    package static let `default` = Workspace("default")
}
