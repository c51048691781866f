import AgentDesk
import Testing

/// Who gets the next conversation when nobody claims it.
@Suite struct RoutingTests {
    private func choice(_ colleagues: Colleague...) -> Account? {
        Routing.auto.choose(among: colleagues)
    }

    @Test func theLeastLoadedGetsIt() {
        let chosen = choice(
            Colleague(Cast.account(1), activeChats: 3), Colleague(Cast.account(2), activeChats: 1),
            Colleague(Cast.account(3), activeChats: 2))
        #expect(chosen?.id == Cast.agentID(2))
    }

    @Test func ofEquallyLoadedTheOlderAccountGetsIt() {
        let chosen = choice(
            Colleague(Cast.account(3), activeChats: 1), Colleague(Cast.account(2), activeChats: 1),
            Colleague(Cast.account(4), activeChats: 1))
        #expect(chosen?.id == Cast.agentID(2))
    }

    @Test func whoIsFullGetsNothing() {
        #expect(choice(Colleague(Cast.account(1, room: 2), activeChats: 2)) == nil)
        #expect(choice(Colleague(Cast.account(1, room: 0), activeChats: 0)) == nil)
        let chosen = choice(
            Colleague(Cast.account(1, room: 1), activeChats: 1), Colleague(Cast.account(2, room: 9), activeChats: 8))
        #expect(chosen?.id == Cast.agentID(2))
    }

    @Test(arguments: Presence.allCases)
    func onlyWhoIsOnlineGetsAnything(presence: Presence) {
        let chosen = choice(Colleague(Cast.account(1, presence: presence), activeChats: 0))
        #expect((chosen != nil) == (presence == .online))
    }

    @Test(arguments: Role.allCases)
    func onlyWhoHandlesConversationsGetsAnything(role: Role) {
        let chosen = choice(Colleague(Cast.account(1, role: role), activeChats: 0))
        #expect((chosen != nil) == (role != .editor))
    }

    @Test func whoIsDisabledGetsNothing() {
        #expect(choice(Colleague(Cast.account(1, isDisabled: true), activeChats: 0)) == nil)
    }

    @Test func withoutRoutingNobodyIsChosen() {
        #expect(Routing.queue.choose(among: [Colleague(Cast.account(1), activeChats: 0)]) == nil)
    }
}
