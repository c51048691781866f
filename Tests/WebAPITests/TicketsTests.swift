import BotFlow
import Sodium
import Switchboard
import Testing
import WebAPI

/// One-time tickets for sockets.
@Suite struct TicketsTests {
    private let dawn = Moment(milliseconds: 1_700_000_000_000)
    private let holder = Tickets.Holder.agent(token: SecretHash([1]))

    private func secret(_ number: Int) -> SecretHash {
        SecretHash((0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) })
    }

    @Test func aTicketLetsOneIn() {
        var tickets = Tickets()
        #expect(tickets.add(secret(1), for: holder, now: dawn) == dawn.advanced(by: .seconds(30)))
        #expect(tickets.redeem(secret(1), now: dawn) == holder)
        #expect(tickets.redeem(secret(1), now: dawn) == nil)
        #expect(tickets.redeem(secret(2), now: dawn) == nil)
    }

    @Test func aTicketHoldsForThirtySeconds() {
        var tickets = Tickets()
        _ = tickets.add(secret(1), for: holder, now: dawn)
        _ = tickets.add(secret(2), for: holder, now: dawn)
        #expect(tickets.redeem(secret(1), now: dawn.advanced(by: .milliseconds(29_999))) == holder)
        #expect(tickets.redeem(secret(2), now: dawn.advanced(by: .seconds(30))) == nil)
        // Tried too late, it is used up as well.
        #expect(tickets.redeem(secret(2), now: dawn) == nil)
    }

    @Test func thereAreNoMoreThanTheLimitAndExpiredOnesMakeRoom() {
        var tickets = Tickets()
        for number in 0..<Tickets.limit {
            let added = tickets.add(secret(number), for: holder, now: dawn.advanced(by: .milliseconds(number)))
            #expect(added != nil)
        }
        #expect(tickets.add(secret(-1), for: holder, now: dawn.advanced(by: .seconds(29))) == nil)
        #expect(tickets.add(secret(-1), for: holder, now: dawn.advanced(by: .milliseconds(30_000))) != nil)
        #expect(tickets.add(secret(-2), for: holder, now: dawn.advanced(by: .milliseconds(30_000))) == nil)
        #expect(tickets.redeem(secret(1), now: dawn.advanced(by: .milliseconds(30_000))) == holder)
    }
}
