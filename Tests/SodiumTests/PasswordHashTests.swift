import Glibc
import Sodium
import Testing

@Suite struct PasswordHashTests {
    @Test func onlyTheRightPasswordIsVerified() throws {
        let hash = try PasswordHash(of: "correct horse 🐎")
        #expect(PasswordHash.verify("correct horse 🐎", against: hash))
        for wrong in ["", "correct horse", "correct horse 🐎 ", "Correct horse 🐎"] {
            #expect(!PasswordHash.verify(wrong, against: hash), "\(wrong)")
        }
    }

    @Test func aHashCarriesItsCostAndASaltOfItsOwn() throws {
        let one = try PasswordHash(of: "the same")
        let other = try PasswordHash(of: "the same")
        #expect(one.text.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(one.text != other.text)
    }

    @Test func aStoredHashVerifiesAsBefore() throws {
        let stored = try PasswordHash(of: "to be kept").text
        let hash = try #require(PasswordHash(stored: stored))
        #expect(PasswordHash.verify("to be kept", against: hash))
    }

    /// Both by the reference implementation of RFC 9106.
    @Test(arguments: [
        "$argon2id$v=19$m=19456,t=2,p=1$AAECAwQFBgcICQoLDA0ODw$5/W87cqWDElP2gtnTIq/qDSP1zopANxZLonkobS2XWw",
        "$argon2id$v=19$m=4096,t=3,p=1$AAECAwQFBgcICQoLDA0ODw$iWdUD3Jb0TFbOU+h2xVjT4O597eUwUZPJJIjOlTU9cg",
    ])
    func aHashMadeElsewhereVerifiesAtTheCostItWasMadeWith(_ text: String) throws {
        let hash = try #require(PasswordHash(stored: text))
        #expect(PasswordHash.verify("pässword", against: hash))
        #expect(!PasswordHash.verify("password", against: hash))
    }

    @Test func anUnknownNameTakesAsMuchWorkAsAKnownOne() throws {
        let hash = try PasswordHash(of: "password")
        // Of this thread's processor: how busy the machine is does not show in it.
        func cost(of hash: PasswordHash?) -> UInt64 {
            let before = processorNanoseconds()
            _ = PasswordHash.verify("wrong", against: hash)
            return processorNanoseconds() - before
        }
        // Without the work it would be some thousand times less.
        #expect(cost(of: nil) * 20 > cost(of: hash))
    }

    @Test func anUnknownNameHasNoPassword() {
        #expect(!PasswordHash.verify("", against: nil))
        #expect(!PasswordHash.verify("password", against: nil))
    }

    @Test(arguments: [
        "", "plain", "$argon2id$", "$argon2id$v=19$m=19456", String(repeating: "$", count: 200), "$\u{0}",
    ])
    func anotherTextIsNoHash(_ text: String) {
        #expect(PasswordHash(stored: text) == nil)
    }

    @Test func aHashIsNotPrinted() throws {
        let hash = try PasswordHash(of: "secret")
        #expect("\(hash)" == "PasswordHash")
    }
}

/// What the running thread has used of its processor.
private func processorNanoseconds() -> UInt64 {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
}
