import AgentDesk
import Testing
import WebAPI
import WebServer
import support_server

@Suite struct OptionTests {
    @Test(arguments: [("90s", 90), ("15m", 900), ("8h", 28_800), ("30d", 2_592_000)])
    func aDurationIsANumberAndAUnit(text: String, seconds: Int) throws {
        #expect(try OptionValues.duration(text) == .seconds(seconds))
    }

    @Test(arguments: ["", "8", "h", "0s", "-1h", "1.5h", "8 h", "8w", "99999999999999999999s", "9999999999d", "٣h"])
    func whatIsNoDurationIsRefused(text: String) {
        #expect(throws: WrongValue.self) { try OptionValues.duration(text) }
    }

    @Test(arguments: [("1", 1), ("64k", 65_536), ("64K", 65_536), ("1m", 1_048_576)])
    func sizesAreInBytes(text: String, bytes: Int) throws {
        #expect(try OptionValues.byteCount(text) == bytes)
    }

    @Test(arguments: ["", "k", "0", "-1", "1g", "1.5m", "2000m", "9223372036854775807k"])
    func whatIsNoSizeIsRefused(text: String) {
        #expect(throws: WrongValue.self) { try OptionValues.byteCount(text) }
    }

    @Test func ratesChangeWhatTheyNameAndNothingElse() throws {
        var expected = Rates.Limits()
        expected.start = 5
        expected.quickReply = 0
        #expect(try OptionValues.rates("start=5,quick_reply=0") == expected)
        #expect(try OptionValues.rates("off") == .off)
    }

    @Test(arguments: ["star=5", "start", "start=", "start=x", "start=-1", "start=5;message=3", "on"])
    func whatAreNoRatesIsRefused(text: String) {
        #expect(throws: WrongValue.self) { try OptionValues.rates(text) }
    }

    @Test func aMisspeltRateIsCorrected() {
        let error = #expect(throws: WrongValue.self) { try OptionValues.rates("mesage=3") }
        #expect(error?.expectation.contains("Did you mean message?") == true)
    }

    @Test func originsAreThoseThatBrowsersSend() throws {
        #expect(
            try OptionValues.origins("https://Shop.example,http://localhost:3000")
                == ["https://shop.example", "http://localhost:3000"])
        #expect(try OptionValues.origins("").isEmpty)
    }

    @Test(arguments: ["*", "shop.example", "https://", "https://shop.example/", "https://*.shop.example", "ftp://a"])
    func whatIsNoOriginIsRefused(text: String) {
        #expect(throws: WrongValue.self) { try OptionValues.origins(text) }
    }

    @Test(arguments: [
        ("127.0.0.1:8080", "127.0.0.1", 8080, true), ("127.9.9.9:0", "127.9.9.9", 0, true),
        ("localhost:80", "localhost", 80, true), ("[::1]:8080", "::1", 8080, true),
        ("0.0.0.0:8080", "0.0.0.0", 8080, false), ("[::]:8080", "::", 8080, false),
        ("192.168.1.2:65535", "192.168.1.2", 65535, false), ("127.0.0.1.example:80", "127.0.0.1.example", 80, false),
        ("127.evil.0.1:80", "127.evil.0.1", 80, false),
    ])
    func anAddressKnowsWhoCanReachIt(text: String, host: String, port: UInt16, isLoopback: Bool) throws {
        let address = try ListenAddress(text)
        #expect(address == ListenAddress(host: host, port: port))
        #expect(address.isLoopback == isLoopback)
        #expect(address.description == text)
    }

    @Test(arguments: ["", "8080", ":8080", "::1:8080", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:+1", "a b:1"])
    func whatIsNoAddressIsRefused(text: String) {
        #expect(throws: WrongValue.self) { try ListenAddress(text) }
    }

    @Test func addressesOfAllInterfacesAreNotOnesToOpen() throws {
        #expect(try ListenAddress("0.0.0.0:80").url == "http://localhost:80")
        #expect(try ListenAddress("[::]:80").url == "http://localhost:80")
        #expect(try ListenAddress("[::1]:80").url == "http://[::1]:80")
    }

    @Test func aWordOfAFewIsCorrected() {
        let error = #expect(throws: WrongValue.self) { try Options.role.read("superviser") }
        #expect(error?.expectation.contains("Did you mean supervisor?") == true)
    }

    /// Help prints the default as text; the parts themselves have it as a value.
    @Test func theDefaultsInHelpAreThoseOfTheParts() throws {
        let limits = WebServer.Limits()
        #expect(try Options.maxBody.read(Options.maxBody.fallback) == limits.body)
        #expect(try Options.maxHeader.read(Options.maxHeader.fallback) == limits.head)
        #expect(try Options.maxFields.read(Options.maxFields.fallback) == limits.fields)
        #expect(try Options.maxURI.read(Options.maxURI.fallback) == limits.target)
        #expect(try Options.maxFrame.read(Options.maxFrame.fallback) == limits.message)
        #expect(try Options.headerDeadline.read(Options.headerDeadline.fallback) == limits.headDeadline)
        #expect(try Options.bodyDeadline.read(Options.bodyDeadline.fallback) == limits.bodyDeadline)
        #expect(try Options.maxConnections.read(Options.maxConnections.fallback) == limits.connections)
        let perAddress = Options.maxConnectionsPerAddress
        #expect(try perAddress.read(perAddress.fallback) == limits.connectionsPerAddress)
        #expect(try Options.rates.read(Options.rates.fallback) == Settings().rates)
        #expect(try Options.tokenTTL.read(Options.tokenTTL.fallback) == Settings().tokenLifetime)
    }
}
