import Sodium
import Testing

@Suite struct SecretTokenTests {
    @Test func aTextIsTheTokenItCameFrom() throws {
        let token = SecretToken()
        #expect(token.text.utf8.count == 43)
        #expect(
            token.text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            })
        let read = try #require(SecretToken(token.text))
        #expect(read == token && read.hash == token.hash)
    }

    @Test func noTwoTokensAreTheSame() {
        let hashes = Set((0..<1000).map { _ in SecretToken().hash })
        #expect(hashes.count == 1000)
        #expect(SecretToken() != SecretToken())
    }

    @Test func theHashIsTheFingerprintOfItsBytes() throws {
        let token = try #require(SecretToken("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"))
        #expect(token.hash == fingerprint(of: Array(0..<32)))
    }

    @Test(arguments: [
        "",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh+",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdH 8",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdé8",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdH\u{0}8",
    ])
    func anotherTextIsNoToken(_ text: String) {
        #expect(SecretToken(text) == nil)
    }

    @Test func aTokenIsNotPrinted() {
        let token = SecretToken()
        var dumped = ""
        dump(token, to: &dumped)
        for text in ["\(token)", String(reflecting: token), "\([token])", dumped] {
            #expect(!text.contains(token.text) && text.count < 30, "\(text)")
        }
    }
}

@Suite struct BytesTests {
    @Test func bytesAreRandomAndAsManyAsAsked() {
        #expect(randomBytes(0).isEmpty)
        #expect(randomBytes(33).count == 33)
        #expect(randomBytes(16) != randomBytes(16))
        // In 4096 random bytes one of 256 is missing about once in 36,000 runs; ten are never.
        #expect(Set(randomBytes(4096)).count > 246)
    }

    @Test func equalityIsThatOfAllBytes() {
        #expect(constantTimeEquals([], []))
        #expect(constantTimeEquals([1, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEquals([1, 2, 3], [1, 2, 4]))
        #expect(!constantTimeEquals([0, 2, 3], [1, 2, 3]))
        #expect(!constantTimeEquals([1, 2], [1, 2, 3]))
    }

    /// By another implementation of RFC 7693.
    @Test(arguments: [
        ([], "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8"),
        (Array("abc".utf8), "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319"),
        (Array(0..<32), "cb2f5160fc1f7e05a55ef49d340b48da2e5a78099d53393351cd579dd42503d6"),
    ])
    func aFingerprintIsBLAKE2b(_ bytes: [UInt8], _ expected: String) {
        let hexadecimal = fingerprint(of: bytes).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }
        #expect(hexadecimal.joined() == expected)
    }
}
