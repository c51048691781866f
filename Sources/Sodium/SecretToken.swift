import CSodium

/// 256 random bits that prove who their holder is.
///
/// Its text goes to the holder once; only its hash is stored. It cannot be printed by accident.
package struct SecretToken: Sendable {
    private static let byteCount = 32
    private static let textLength = 43

    private let bytes: [UInt8]

    /// A new one that nobody has.
    package init() {
        bytes = randomBytes(Self.byteCount)
    }

    /// The token a text stands for: 43 characters of base64url (RFC 4648, section 5) without padding, in the only
    /// spelling these bits have; nil for any other text.
    package init?(_ text: String) {
        guard text.utf8.count == Self.textLength else { return nil }
        Library.makeReady()
        var decoded = [UInt8](repeating: 0, count: Self.byteCount)
        var count = 0
        let result = sodium_base642bin(
            &decoded, decoded.count, text, Self.textLength, nil, &count, nil, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
        guard result == 0 && count == Self.byteCount else { return nil }
        bytes = decoded
        // libsodium 1.0.18 takes some bytes beyond ASCII for "-" or "_"; the token's own text has none.
        guard self.text == text else { return nil }
    }

    /// The 43 characters for its holder.
    package var text: String {
        // With the NUL the library ends its text with.
        var characters = [CChar](repeating: 0, count: Self.textLength + 1)
        sodium_bin2base64(
            &characters, characters.count, bytes, bytes.count, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
        return String(upToNUL: characters)
    }

    /// The 32 bytes to store and to look up by. No salt and no stretching, as nobody guesses 256 random bits.
    package var hash: [UInt8] { fingerprint(of: bytes) }
}

extension SecretToken: Equatable {
    package static func == (one: Self, other: Self) -> Bool {
        constantTimeEquals(one.bytes, other.bytes)
    }
}

extension SecretToken: CustomStringConvertible, CustomReflectable {
    package var description: String { "SecretToken" }

    /// Empty, or dumping a value that holds one would show its bytes.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
