import CSodium

/// What is kept of a password: an Argon2id hash with its salt and its cost, as text.
///
/// Making and checking one takes 19 MiB and some tens of milliseconds by intent; never do it on the event loop.
package struct PasswordHash: Sendable, Equatable {
    /// OWASP's least for Argon2id: 19 MiB, two passes, one lane.
    private static let passes: UInt64 = 2
    private static let memory = 19_456 * 1024

    /// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`, to store.
    package let text: String

    /// Hashes a new password with a salt of its own. Throws if there is no memory for it.
    package init(of password: String) throws {
        Library.makeReady()
        var characters = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let result = crypto_pwhash_str(
            &characters, password, UInt64(password.utf8.count), Self.passes, Self.memory)
        guard result == 0 else { throw OutOfMemory() }
        text = String(upToNUL: characters)
    }

    /// A hash as it was stored; nil if the text is none.
    package init?(stored text: String) {
        guard text.utf8.count < Int(crypto_pwhash_STRBYTES), !text.utf8.contains(0) else { return nil }
        guard crypto_pwhash_str_needs_rehash(text, Self.passes, Self.memory) >= 0 else { return nil }
        self.text = text
    }

    /// Whether `password` is the one `hash` was made of. An unknown name has no hash: the answer is false and takes as
    /// long as for a known one, so time does not tell which names exist.
    package static func verify(_ password: String, against hash: PasswordHash?) -> Bool {
        Library.makeReady()
        let text = hash?.text ?? nobody
        let isRight = crypto_pwhash_str_verify(text, password, UInt64(password.utf8.count)) == 0
        return isRight && hash != nil
    }

    /// A well-formed hash at today's cost, of no password anybody knows.
    private static let nobody =
        "$argon2id$v=19$m=\(memory / 1024),t=\(passes),p=1$"
        + "\(String(repeating: "A", count: 22))$\(String(repeating: "A", count: 43))"
}

extension PasswordHash: CustomStringConvertible {
    package var description: String { "PasswordHash" }
}

/// There was no memory for hashing a password.
package struct OutOfMemory: Error {}
