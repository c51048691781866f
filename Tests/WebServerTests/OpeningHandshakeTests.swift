import Testing
import WebServer

@Suite struct OpeningHandshakeTests {
    private static let fields = [
        ("Host", "a"), ("Upgrade", "websocket"), ("Connection", "keep-alive, Upgrade"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="), ("Sec-WebSocket-Version", "13"),
    ]

    private func accept(
        method: String = "GET", changing name: String = "", to value: String? = nil, isVersion11: Bool = true
    ) throws(ParseRefusal) -> String {
        var fields = Self.fields.filter { $0.0 != name }
        if let value { fields.append((name, value)) }
        return try OpeningHandshake.accept(
            Request(
                method: method, target: "/", headers: Headers(fields.map { (name: $0.0, value: $0.1) }),
                isVersion11: isVersion11))
    }

    @Test func theRFCsKeyHasTheRFCsAnswer() throws {
        #expect(try accept() == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }

    @Test(arguments: [
        ("Connection", "keep-alive"), ("Connection", nil), ("Sec-WebSocket-Key", nil), ("Sec-WebSocket-Key", ""),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ="), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ!="),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZWEhIQ=="),
    ])
    func aBadFieldIsMalformed(name: String, value: String?) {
        #expect(throws: ParseRefusal.self) { try accept(changing: name, to: value) }
    }

    @Test func otherVersionsAreToldTheRightOne() {
        for version in ["8", "12", "14", "13, 8", nil] {
            do {
                _ = try accept(changing: "Sec-WebSocket-Version", to: version)
                Issue.record("Version \(version ?? "none") was accepted.")
            } catch {
                #expect(error.status == 426)
            }
        }
    }

    @Test func onlyAGetOfHTTP11Opens() {
        #expect(throws: ParseRefusal.self) { try accept(method: "POST") }
        #expect(throws: ParseRefusal.self) { try accept(isVersion11: false) }
    }

    @Test func keysOfEveryLengthOfPaddingAreHashed() {
        // The digests of FIPS 180-4's padding borders, computed with sha1sum.
        let expected = [
            20: "dUYRM7bOMwDmbriNIPr11x+r3E0=", 27: "NCEiOv6lMC9mC8oEZnneqRdJ4DU=",
        ]
        for (count, digest) in expected {
            #expect(OpeningHandshake.accept(key: String(repeating: "a", count: count)) == digest)
        }
    }
}
