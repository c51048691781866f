import BotFlow
import TestSupport
import Testing
import WebAPI

/// How often somebody may do something.
@Suite(.timeLimit(.minutes(1))) struct RatesTests {
    private let dawn = Moment(milliseconds: 1_700_000_000_000)

    private func limits(_ adjust: (inout Rates.Limits) -> Void) -> Rates {
        var limits = Rates.Limits()
        adjust(&limits)
        return Rates(limits)
    }

    @Test func aMinutesWorthIsTakenAtOnceAndNoMore() {
        var rates = limits { $0.message = 3 }
        for _ in 0..<3 { #expect(rates.take(.message, who: "a", now: dawn) == nil) }
        #expect(rates.take(.message, who: "a", now: dawn) == 20)
    }

    @Test func theBucketFillsOverAMinute() {
        var rates = limits { $0.message = 3 }
        for _ in 0..<3 { _ = rates.take(.message, who: "a", now: dawn) }
        #expect(rates.take(.message, who: "a", now: dawn.advanced(by: .milliseconds(19_999))) == 1)
        #expect(rates.take(.message, who: "a", now: dawn.advanced(by: .seconds(20))) == nil)
        #expect(rates.take(.message, who: "a", now: dawn.advanced(by: .seconds(20))) != nil)
        // However long it stood, it holds no more than a minute's worth.
        let later = dawn.advanced(by: .seconds(3600))
        #expect((0..<10).count { _ in rates.take(.message, who: "a", now: later) == nil } == 3)
        #expect(rates.take(.message, who: "b", now: dawn) == nil)
        #expect((0..<10).count { _ in rates.take(.message, who: "b", now: later) == nil } == 3)
    }

    /// Random waits, as many limits: whoever waits as long as told is let through, and no minute sees more than two
    /// buckets full.
    @Test(arguments: 0..<10 as Range<UInt64>)
    func whoWaitsAsToldIsLetThrough(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<10 {
            let limit = Int.random(in: 1...60, using: &generator)
            var rates = limits { $0.start = limit }
            var now = dawn
            var taken: [Moment] = []
            for _ in 0..<200 {
                now = now.advanced(by: .milliseconds(Int.random(in: 0...1500, using: &generator)))
                guard let wait = rates.take(.start, who: "a", now: now) else {
                    taken.append(now)
                    continue
                }
                #expect((1...60).contains(wait))
                now = now.advanced(by: .seconds(wait))
                #expect(rates.take(.start, who: "a", now: now) == nil)
                taken.append(now)
            }
            for moment in taken {
                #expect(taken.count { (.zero..<Duration.seconds(60)).contains($0.since(moment)) } <= 2 * limit)
            }
        }
    }

    @Test func eachKindAndEachWhoHasABucketOfItsOwn() {
        var rates = limits {
            $0.message = 1
            $0.start = 1
        }
        #expect(rates.take(.message, who: "a", now: dawn) == nil)
        #expect(rates.take(.message, who: "a", now: dawn) != nil)
        #expect(rates.take(.message, who: "b", now: dawn) == nil)
        #expect(rates.take(.start, who: "a", now: dawn) == nil)
    }

    @Test func anAddressMayTenTimesAsMuch() {
        var rates = limits { $0.message = 2 }
        let taken = (0..<50).count { _ in rates.take(.message, who: "address", times: 10, now: dawn) == nil }
        #expect(taken == 20)
    }

    @Test func withoutLimitsNothingIsCounted() {
        var rates = Rates(.off)
        for kind in Rates.Kind.allCases {
            for _ in 0..<1000 { #expect(rates.take(kind, who: "a", now: dawn) == nil) }
        }
    }

    @Test func whoIsForgottenHadAFullBucket() {
        var rates = limits { $0.message = 1 }
        _ = rates.take(.message, who: "a", now: dawn)
        rates.forgetIdle(now: dawn.advanced(by: .seconds(59)))
        #expect(rates.take(.message, who: "a", now: dawn.advanced(by: .seconds(59))) != nil)
        rates.forgetIdle(now: dawn.advanced(by: .seconds(200)))
        #expect(rates.take(.message, who: "a", now: dawn.advanced(by: .seconds(200))) == nil)
    }

    /// An address that is out of turns takes none from the sessions and accounts it names, and the other way round.
    @Test func eachHasATurnOrNobodyPays() {
        var rates = limits { $0.message = 2 }
        func take(_ session: String, _ address: String) -> Int? {
            rates.take(.message, of: [Rates.Share(address, times: 2), Rates.Share(session)], now: dawn)
        }
        #expect(take("a", "here") == nil)
        #expect(take("a", "here") == nil)
        for _ in 0..<10 { #expect(take("a", "here") == 30) }
        #expect(take("b", "here") == nil)
        #expect(take("b", "here") == nil)
        for _ in 0..<10 { #expect(take("c", "here") == 15) }
        #expect(take("c", "there") == nil)
        #expect(take("c", "there") == nil)
        #expect(take("c", "there") == 30)
    }

    @Test func aClockThatJumpsBackGivesNothing() {
        var rates = limits { $0.message = 1 }
        _ = rates.take(.message, who: "a", now: dawn)
        #expect(rates.take(.message, who: "a", now: dawn.advanced(by: .seconds(-3600))) != nil)
    }

    // MARK: At the door

    @Test func aSessionThatSaysTooMuchIsToldWhenToComeBack() async throws {
        let service = try Service {
            $0.rates = Rates.Limits()
            $0.rates.message = 2
        }
        let guest = try await service.guest()
        let path = guest.path + "/messages"
        for _ in 0..<2 {
            #expect(await service.call("POST", path, #"{"content":"a"}"#, as: guest.identity).status == 200)
        }
        let answer = await service.call("POST", path, #"{"content":"a"}"#, as: guest.identity)
        #expect(answer.status == 429)
        #expect(answer.code == "too_many_requests")
        #expect(answer["Retry-After"] == "30")
        #expect(try await service.seq(of: guest).map { $0 < 8 } == true)
        service.wait(.seconds(30))
        #expect(await service.call("POST", path, #"{"content":"a"}"#, as: guest.identity).status == 200)
    }

    /// What customers do beside talking is limited too, and takes nothing from what they may say.
    @Test func whatIsDoneAsideIsLimitedApart() async throws {
        let service = try Service {
            $0.rates = Rates.Limits()
            $0.rates.message = 4
        }
        let guest = try await service.guest()
        let calls = [
            ("PUT", "/api/v1/customer/profile", #"{"name":"Zoë"}"#),
            ("POST", guest.path + "/page", #"{"page":"https://shop.test/lamps"}"#),
            ("POST", "/api/v1/customer/realtime/ticket", #"{"conversation_id":"\#(guest.conversation)"}"#),
            ("POST", guest.path + "/rating", #"{"score":4}"#),
        ]
        for (method, path, body) in calls {
            #expect(await service.call(method, path, body, as: guest.identity).status < 300)
        }
        for (method, path, body) in calls + [("POST", guest.path + "/feedback", "{}")] {
            let answer = await service.call(method, path, body, as: guest.identity)
            #expect(answer.status == 429)
            #expect(answer["Retry-After"] == "15")
        }
        for _ in 0..<4 {
            let answer = await service.call("POST", guest.path + "/messages", #"{"content":"a"}"#, as: guest.identity)
            #expect(answer.status == 200)
        }
    }

    /// Names that can be nobody's are not kept, and a stranger's tries at a name stop nobody who is logged in.
    @Test func whoIsLoggedInCanChangeThePasswordDuringAFlood() async throws {
        let service = try Service {
            $0.rates = Rates.Limits()
            $0.rates.login = 2
        }
        let desk = try await service.agent("ana")
        for peer in 1...4 {
            let body = #"{"username":"ana","password":"wrong-password"}"#
            let answer = await service.call("POST", "/api/v1/agent/auth/login", body, from: "192.0.2.\(peer)")
            #expect(answer.status == (peer <= 2 ? 401 : 429))
        }
        let change = #"{"current_password":"not-it","new_password":"quince-lorry-4-pot"}"#
        for expected in [403, 403, 429] {
            #expect(await service.call("POST", "/api/v1/agent/me/password", change, as: desk).status == expected)
        }
    }

    @Test func tenSessionsOfOneAddressAreTenTimesOne() async throws {
        let service = try Service {
            $0.rates = Rates.Limits()
            $0.rates.start = 1
        }
        let start = "/api/v1/customer/conversations/start"
        func count(from peer: String, _ fields: [(name: String, value: String)] = []) async -> Int {
            var count = 0
            for _ in 0..<15 where await service.call("POST", start, fields: fields, from: peer).status == 200 {
                count += 1
            }
            return count
        }
        #expect(await count(from: "192.0.2.1") == 10)
        #expect(await count(from: "192.0.2.2") == 10)
        // Nobody but a proxy of ours says where somebody else is.
        #expect(await count(from: "192.0.2.2", [("X-Forwarded-For", "198.51.100.9")]) == 0)
    }

    /// Whoever has one IPv6 address has 2^64 of them.
    @Test func anIPv6AddressCountsForItsNetwork() async throws {
        let service = try Service {
            $0.rates = Rates.Limits()
            $0.rates.start = 1
            $0.rates.login = 2
        }
        func count(_ path: String, _ body: String, from network: String) async -> Int {
            var count = 0
            for number in 1...15
            where await service.call("POST", path, body, from: "\(network)::\(number):1").status != 429 {
                count += 1
            }
            return count
        }
        let start = "/api/v1/customer/conversations/start"
        #expect(await count(start, "", from: "2001:db8:0:7") == 10)
        #expect(await count(start, "", from: "2001:db8:0:8") == 10)
        let login = "/api/v1/agent/auth/login"
        let body = #"{"username":"-","password":"wrong-password"}"#
        #expect(await count(login, body, from: "2001:db8:0:7") == 2)
        #expect(await count(login, body, from: "2001:db8:0:8") == 2)
    }

    @Test func behindAProxyTheLastAddressItAddedCounts() async throws {
        let service = try Service {
            $0.rates = Rates.Limits()
            $0.rates.start = 1
            $0.trustsProxy = true
        }
        let start = "/api/v1/customer/conversations/start"
        var taken = 0
        for number in 0..<15 {
            // What the client claims stands first and changes; what the proxy saw stands last.
            let fields = [(name: "X-Forwarded-For", value: "198.51.100.\(number), 203.0.113.7")]
            if await service.call("POST", start, fields: fields, from: "192.0.2.1").status == 200 { taken += 1 }
        }
        #expect(taken == 10)
        let other = [(name: "X-Forwarded-For", value: "203.0.113.8")]
        #expect(await service.call("POST", start, fields: other, from: "192.0.2.1").status == 200)
    }

    @Test func loggingInIsLimitedByAccountAndByAddress() async throws {
        let service = try Service {
            $0.rates = Rates.Limits()
            $0.rates.login = 2
        }
        func logIn(_ name: String, from peer: String) async -> Int {
            let body = "{\"username\":\"\(name)\",\"password\":\"wrong-password\"}"
            return await service.call("POST", "/api/v1/agent/auth/login", body, from: peer).status
        }
        #expect(await logIn("ana", from: "192.0.2.1") == 401)
        #expect(await logIn("ANA", from: "192.0.2.2") == 401)
        #expect(await logIn("ana", from: "192.0.2.3") == 429)
        #expect(await logIn("ben", from: "192.0.2.1") == 401)
        #expect(await logIn("sam", from: "192.0.2.1") == 429)
    }
}
