import AgentDesk
import BotFlow
import Switchboard

extension Schedule {
    /// What a server with the planted bug answers; nil where the bug makes no difference.
    func plantedAnswer(
        to exchange: Int, _ errand: Errand, _ secret: SecretHash, from switchboard: Switchboard
    ) async throws -> Answer? {
        guard let id = errand.conversation else {
            if planted == .sweepsAwayWhoWaits, case .sweep = errand.want {
                return try await sweepAll(of: switchboard)
            }
            return nil
        }
        switch (planted, errand.client, errand.want) {
        case (.answersBeforeTheCommit, .customer, .customer(.say)):
            // The answer leaves from within the transaction; the one that comes back later is dropped.
            guard case .customer(let command) = errand.want else { return nil }
            return .turn(
                try await switchboard.write { [self] ledger in
                    let turn = try ledger.perform(.customer(command), in: id, queueWords: Self.words)
                    answered(exchange, .success(.turn(turn)))
                    return turn
                })
        case (.claimsOutsideTheTransaction, .agent(let agent), .agent(.claim)):
            // Who has it is looked up before the command waits for the writer.
            guard referee.isQueued(id) else { return nil }
            let me = accounts[agent].agent
            return .turn(
                try await switchboard.write { ledger in
                    try ledger.perform(.agent(me, .supervisor, .transfer(to: me)), in: id, queueWords: Self.words)
                })
        case (.speaksOverThePerson, .customer, .customer(.say(let words, let hearing))):
            guard case .answer(let message) = hearing.understood, referee.isQueued(id) else { return nil }
            return .turn(
                try await switchboard.write { ledger in
                    let turn = try ledger.perform(.customer(.say(words, hearing)), in: id, queueWords: Self.words)
                    var listing = turn.listing
                    let answer = Recorded(
                        seq: listing.conversation.lastSeq + 1, at: listing.conversation.updatedAt,
                        event: .answered(message))
                    listing.conversation.apply(answer)
                    try ledger.store.append([answer], to: listing)
                    return turn
                })
        case (.letsTheDisabledIn, .agent(let agent), .agent(let command)):
            // The account was looked up when they logged in.
            guard errand.key == nil else { return nil }
            let me = accounts[agent]
            return .turn(
                try await switchboard.write { ledger in
                    try ledger.perform(
                        .agent(me.agent, me.role.authority, command), in: id, queueWords: Self.words)
                })
        default: return nil
        }
    }

    private func sweepAll(of switchboard: Switchboard) async throws -> Answer {
        let supervisor = accounts[Self.agentCount - 1].agent
        try await switchboard.write { ledger in
            for place in ledger.queue.places(in: .default)
            where ledger.now.since(place.waiting.since) > Self.patience.claimed {
                _ = try ledger.perform(
                    .agent(supervisor, .supervisor, .close(reason: "idle")), in: place.conversation,
                    queueWords: Self.words)
            }
        }
        return .done
    }
}
