import AgentDesk
import BotFlow
import Switchboard

extension Referee {
    /// Holds an answer, as it leaves the server, against the log; gives the numbers of the events in the first one.
    func judge(
        _ outcome: Result<Answer, any Error>, _ errand: Errand, _ exchange: Exchange, failures: Int,
        at clock: Moment, _ accounts: [Account]
    ) -> [Int]? {
        demand(.answeredOnce, exchange.answers == 1, "#\(errand.number) is answered again")
        switch outcome {
        case .failure(Denial.storeUnavailable), .failure(Denial.overloaded): break
        default: sawTime(clock, in: exchange.run)
        }
        if case .success = outcome {
            demand(.access, !exchange.wasDisabled, "#\(errand.number) of a disabled agent is served")
            demand(
                .access, !hasExpired(exchange.secret, in: exchange.run),
                "#\(errand.number) is served though its token has expired")
        }
        switch outcome {
        case .success(.turn(let turn)):
            judge(turn, errand, accounts)
            let numbers = turn.events.map(\.seq)
            if errand.key != nil, let first = errand.firstAnswer {
                demand(.sameAnswer, numbers == first, "#\(errand.number) was \(first) and is now \(numbers)")
            }
            return errand.firstAnswer ?? numbers
        case .success(.welcome(let welcome)):
            judge(welcome.listing)
        case .success(.done):
            if case .disable(let agent) = errand.want { knowsDisabled(agent) }
            if case .enable(let agent) = errand.want { knowsEnabled(agent, by: errand.number) }
        case .success(.loggedIn(let expiresAt)):
            if let token = exchange.secret { knows(token, until: expiresAt) }
        case .failure(let refusal as Refusal): judge(refusal, errand, accounts)
        case .failure(let denial as Denial): judge(denial, errand, diskFailed: failures > exchange.failuresBefore)
        case .failure(let error):
            demand(
                .recovers, error is FaultyDisk.Failure && failures > exchange.failuresBefore,
                "#\(errand.number) fails though the disk is well: \(error)")
        }
        return errand.firstAnswer
    }

    /// The conversation as the answer shows it is what the log up to there makes of it.
    private func judge(_ listing: Listing) {
        let conversation = listing.conversation
        let id = conversation.id
        guard let course = courses[id], conversation.lastSeq <= course.log.count else {
            demand(.onDisk, false, "\(id.short) is shown up to \(conversation.lastSeq), which is not in the log")
            return
        }
        guard !course.isErased else { return }
        let replayed = Conversation(id, replaying: course.log.prefix(conversation.lastSeq))
        demand(.sound, replayed == conversation, "\(id.short) is shown otherwise than its log makes it")
    }

    private func judge(_ turn: Turn, _ errand: Errand, _ accounts: [Account]) {
        let id = turn.listing.conversation.id
        judge(turn.listing)
        checkOnDisk(turn.events, of: id, "answered")
        let conversation = turn.listing.conversation
        let me: Agent? = if case .agent(let agent) = errand.client { accounts[agent].agent } else { nil }
        let isGranted =
            switch errand.want {
            case .customer(.say), .customer(.pick), .agent(.reply), .agent(.note):
                turn.events.contains { $0.clientID != nil && $0.clientID == errand.key?.name }
            case .customer(.askForPerson): conversation.phase.waiting != nil
            case .customer(.end): conversation.phase.isClosed
            case .customer(.erase): conversation.isErased
            case .agent(.claim), .claimNext: conversation.phase.owner?.id == me?.id
            case .agent(.release): turn.events.contains { $0.event == .released(by: me) }
            case .agent(.handBack): turn.events.contains { if case .handedBack = $0.event { true } else { false } }
            case .agent(.close): conversation.phase.isClosed
            case .transfer(let colleague): conversation.phase.owner?.id == accounts[colleague].id
            default: true
            }
        demand(.kept, isGranted, "granted and not done: \(errand)")
    }

    private func judge(_ refusal: Refusal, _ errand: Errand, _ accounts: [Account]) {
        guard let id = errand.conversation, let course = courses[id] else { return }
        switch refusal {
        case .claimedByAnother(let claim):
            let isTrue = course.takings.contains { $0.by == claim.by.id && $0.at == claim.since }
            demand(.oneWinner, isTrue, "#\(errand.number) is told of a claim by \(claim.by.displayName) that never was")
            if case .agent(let agent) = errand.client {
                demand(.oneWinner, claim.by.id != accounts[agent].id, "#\(errand.number) is refused for its own claim")
            }
        case .conversationClosed:
            demand(.kept, course.place == .closed, "#\(errand.number) is told that an open conversation is closed")
        default: break
        }
    }

    private func judge(_ denial: Denial, _ errand: Errand, diskFailed: Bool) {
        switch denial {
        case .storeUnavailable:
            demand(.recovers, diskFailed, "#\(errand.number) is refused though the disk is well")
        case .notFound:
            let isErased = errand.conversation.flatMap { courses[$0] }?.isErased
            demand(.kept, isErased != false, "#\(errand.number) does not find its conversation")
        case .keyReused: demand(.sameAnswer, false, "#\(errand.number) is taken for another")
        default: break
        }
    }
}
