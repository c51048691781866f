import AgentDesk
import BotFlow
import Switchboard
import Testing

/// Agents at the desk: one winner, their own workspace, and conversations that find their way back.
@Suite(.timeLimit(.minutes(1))) struct ClaimTests {
    @Test func aThousandClaimsHaveOneWinner() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let desks = try await withThrowingTaskGroup(of: House.Desk.self) { group in
            for number in 0..<1000 { group.addTask { try await house.desk("agent\(number)") } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let outcomes = await withTaskGroup(of: Result<Turn, any Error>.self) { group in
            for desk in desks {
                group.addTask {
                    do {
                        return .success(try await house.perform(.claim, in: guest.conversation, as: desk))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        let winners = outcomes.compactMap(\.value)
        #expect(winners.count == 1)
        let owner = try #require(winners.first?.listing.conversation.phase.owner)
        var losers = 0
        for outcome in outcomes {
            guard case .failure(let error) = outcome else { continue }
            guard case .claimedByAnother(let claim) = try #require(error as? Refusal) else {
                Issue.record("\(error)")
                continue
            }
            #expect(claim.by == owner)
            losers += 1
        }
        #expect(losers == 999)
        let claims = try await house.log(of: guest.conversation).filter { $0.event == .claimed(by: owner) }
        #expect(claims.count == 1)
        #expect(try await house.conversation(guest.conversation)?.phase.owner == owner)
    }

    @Test func whoClaimsNextGetsTheNextAndNobodyGetsItTwice() async throws {
        let house = try House()
        var guests: [House.Guest] = []
        for _ in 0..<3 {
            guests.append(try await house.waitingGuest())
            house.wait(.seconds(1))
        }
        let desk = try await house.desk("ana")
        for guest in guests {
            let turn = try await house.switchboard.claimNext(token: desk.token, queueWords: House.words)
            #expect(turn?.listing.conversation.id == guest.conversation)
        }
        #expect(try await house.switchboard.claimNext(token: desk.token, queueWords: House.words) == nil)
    }

    @Test func aTransferNamesSomebodyWhoCanHandleIt() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let (ana, ben) = (try await house.desk("ana"), try await house.desk("ben"))
        let editor = try await house.desk("eva", role: .editor)
        let gone = try await house.desk("gone")
        try await house.switchboard.write { try $0.disable(gone.account) }
        try await house.perform(.claim, in: guest.conversation, as: ana)
        for colleague in [editor.account.id, gone.account.id, AgentID(at: house.now, random: (0, 0))] {
            await #expect(throws: Denial.colleagueUnavailable) {
                try await house.switchboard.transfer(
                    guest.conversation, to: colleague, token: ana.token, queueWords: House.words)
            }
        }
        let commits = house.disk.commits
        let turn = try await house.switchboard.transfer(
            guest.conversation, to: ben.account.id, token: ana.token, queueWords: House.words)
        // Whether the colleague can is decided with the transfer, and not before it.
        #expect(house.disk.commits == commits + 1)
        #expect(turn.listing.conversation.phase.owner?.id == ben.account.id)
    }

    // MARK: Who may

    @Test func anUnknownOrEndedTokenDoesNothing() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let desk = try await house.desk("ana")
        let stranger = House.Desk(account: desk.account, token: house.secret())
        await #expect(throws: Denial.unauthenticated) {
            try await house.perform(.claim, in: guest.conversation, as: stranger)
        }
        try await house.switchboard.logOut(token: desk.token)
        await #expect(throws: Denial.unauthenticated) {
            try await house.perform(.claim, in: guest.conversation, as: desk)
        }
        #expect(house.told.contains { if case .tokenEnded(desk.token) = $0 { true } else { false } })
    }

    @Test func aTokenEndsAtItsTime() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let desk = try await house.logIn(try await house.register("ana"), for: .seconds(60))
        house.wait(.milliseconds(59_999))
        try await house.perform(.note("Still here."), in: guest.conversation, as: desk)
        house.wait(.milliseconds(1))
        await #expect(throws: Denial.unauthenticated) {
            try await house.perform(.note("Gone."), in: guest.conversation, as: desk)
        }
    }

    @Test func aNewPasswordEndsEveryTokenOfTheAccount() async throws {
        let house = try House()
        let account = try await house.register("ana")
        let (desk, other) = (try await house.logIn(account), try await house.logIn(account))
        let guest = try await house.waitingGuest()
        try await house.switchboard.setPassword(hash: "new", token: desk.token)
        for desk in [desk, other] {
            await #expect(throws: Denial.unauthenticated) {
                try await house.perform(.claim, in: guest.conversation, as: desk)
            }
        }
        #expect(house.told.contains { if case .accessChanged = $0 { true } else { false } })
    }

    @Test func anEditorHandlesNoConversation() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let editor = try await house.desk("eva", role: .editor)
        await #expect(throws: Denial.forbidden(.handleConversations)) {
            try await house.perform(.claim, in: guest.conversation, as: editor)
        }
    }

    @Test func aConversationOfAnotherWorkspaceDoesNotExist() async throws {
        let house = try House()
        let desk = try await house.desk("ana")
        let id = try await house.switchboard.write { ledger in
            let customer = Customer(id: ledger.newCustomerID(), workspace: Workspace("other"))
            try ledger.store.save(customer, at: ledger.now)
            let start = Start(workspace: customer.workspace, customer: customer.id, locale: nil, page: nil)
            return try ledger.begin(start, for: customer, greeting: BotMessage(text: "Hi.", edition: "e")).listing
                .conversation.id
        }
        await #expect(throws: Denial.notFound) { try await house.perform(.claim, in: id, as: desk) }
        await #expect(throws: Denial.notFound) {
            try await house.perform(.claim, in: ConversationID(at: house.now, random: (9, 9)), as: desk)
        }
    }

    // MARK: Routing

    @Test func anEscalationGoesToTheLeastLoadedAtOnce() async throws {
        let house = try House(routing: .auto)
        let (ana, ben) = (try await house.desk("ana", room: 2), try await house.desk("ben", room: 2))
        var owners: [AgentID?] = []
        for _ in 0..<5 {
            let guest = try await house.waitingGuest()
            owners.append(try await house.conversation(guest.conversation)?.phase.owner?.id)
        }
        #expect(owners == [ana.account.id, ben.account.id, ana.account.id, ben.account.id, nil])
        #expect(house.switchboard.queue.places(in: .default).count == 1)
    }

    @Test func whoMakesRoomGetsTheNext() async throws {
        let house = try House(routing: .auto)
        let ana = try await house.desk("ana", room: 1)
        let (first, second) = (try await house.waitingGuest(), try await house.waitingGuest())
        #expect(try await house.conversation(second.conversation)?.phase.owner == nil)
        try await house.perform(.close(reason: nil), in: first.conversation, as: ana)
        #expect(try await house.conversation(second.conversation)?.phase.owner?.id == ana.account.id)
    }

    @Test func whoComesOnlineGetsWhatWaits() async throws {
        let house = try House(routing: .auto)
        let ana = try await house.desk("ana")
        _ = try await house.switchboard.setPresence(.away, token: ana.token, queueWords: House.words)
        let guest = try await house.waitingGuest()
        #expect(try await house.conversation(guest.conversation)?.phase.owner == nil)
        let account = try await house.switchboard.setPresence(.online, token: ana.token, queueWords: House.words)
        #expect(account.presence == .online)
        #expect(try await house.conversation(guest.conversation)?.phase.owner?.id == ana.account.id)
    }

    @Test func whoLogsInGetsWhatWaits() async throws {
        let house = try House(routing: .auto)
        let guest = try await house.waitingGuest()
        let ana = try await house.desk("ana")
        #expect(try await house.conversation(guest.conversation)?.phase.owner?.id == ana.account.id)
    }

    @Test func withoutRoutingEverybodyWaitsForAClaim() async throws {
        let house = try House(routing: .queue)
        _ = try await house.desk("ana")
        let guest = try await house.waitingGuest()
        #expect(try await house.conversation(guest.conversation)?.phase.queuedWaiting != nil)
    }

    // MARK: The clock

    private static let patience = Patience(automated: .seconds(600), claimed: .seconds(300))

    @Test func aQuietConversationWithTheBotIsClosedAtItsTimeAndNotBefore() async throws {
        let house = try House()
        let guest = try await house.guest()
        house.wait(.milliseconds(599_999))
        #expect(try await house.switchboard.expire(Self.patience, queueWords: House.words) == 0)
        house.wait(.milliseconds(1))
        #expect(try await house.switchboard.expire(Self.patience, queueWords: House.words) == 1)
        guard case .closed(let closing)? = try await house.conversation(guest.conversation)?.phase else {
            Issue.record("still open")
            return
        }
        #expect(closing == Closing(by: .system, reason: "idle", at: house.now))
        #expect(try await house.switchboard.expire(Self.patience, queueWords: House.words) == 0)
    }

    @Test func wordsGoWhenTheyAreAsOldAsTheyAreKeptAndNotBeforeAndOnce() async throws {
        let house = try House()
        let guest = try await house.guest()
        let patience = Patience(automated: .seconds(600), claimed: .seconds(300), closed: .seconds(86_400))
        house.wait(.seconds(600))
        #expect(try await house.switchboard.expire(patience, queueWords: House.words) == 1)
        house.wait(.milliseconds(86_399_999))
        #expect(try await house.switchboard.expire(patience, queueWords: House.words) == 0)
        house.wait(.milliseconds(1))
        #expect(
            try await house.switchboard.expire(Self.patience, queueWords: House.words) == 0, "for ever, unless told")
        #expect(try await house.switchboard.expire(patience, queueWords: House.words) == 1)
        #expect(try await house.conversation(guest.conversation)?.isErased == true)
        #expect(try await house.switchboard.expire(patience, queueWords: House.words) == 0)
    }

    @Test func whoWaitsForAPersonIsNeverClosedByTheClock() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        house.wait(.seconds(1_000_000))
        #expect(try await house.switchboard.expire(Self.patience, queueWords: House.words) == 0)
        #expect(house.switchboard.queue.next(in: .default) == guest.conversation)
    }

    @Test func aStaleClaimIsReleasedWithANoteToItsOldPlace() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        house.wait(.seconds(5))
        let later = try await house.waitingGuest()
        let ana = try await house.desk("ana")
        try await house.perform(.claim, in: guest.conversation, as: ana)
        house.wait(.milliseconds(299_999))
        #expect(try await house.switchboard.expire(Self.patience, queueWords: House.words) == 0)
        house.wait(.milliseconds(1))
        #expect(try await house.switchboard.expire(Self.patience, queueWords: House.words) == 1)

        let last = try await house.log(of: guest.conversation).suffix(2).map(\.event)
        #expect(
            last == [
                .noted(by: nil, "ANA had not answered for a while, so this went back to the queue."),
                .released(by: nil),
            ])
        #expect(house.switchboard.queue.places(in: .default).map(\.conversation) == [guest, later].map(\.conversation))
    }

    @Test func anAnsweredClaimIsKept() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let ana = try await house.desk("ana")
        try await house.perform(.reply("I am on it."), in: guest.conversation, as: ana)
        house.wait(.seconds(100_000))
        #expect(try await house.switchboard.expire(Self.patience, queueWords: House.words) == 0)
        #expect(try await house.conversation(guest.conversation)?.phase.owner?.id == ana.account.id)
    }

    @Test func whatADisabledAgentHadGoesBackToTheQueue() async throws {
        let house = try House()
        let guest = try await house.waitingGuest()
        let ana = try await house.desk("ana")
        try await house.perform(.reply("I am on it."), in: guest.conversation, as: ana)
        try await house.switchboard.write { try $0.disable(ana.account) }
        await #expect(throws: Denial.unauthenticated) {
            try await house.perform(.note("Me?"), in: guest.conversation, as: ana)
        }

        #expect(try await house.switchboard.expire(Self.patience, queueWords: House.words) == 1)
        #expect(house.switchboard.queue.next(in: .default) == guest.conversation)
        let last = try await house.log(of: guest.conversation).suffix(2).map(\.event)
        #expect(
            last == [.noted(by: nil, "ANA no longer has access, so this went back to the queue."), .released(by: nil)])
    }
}
