extension Conversation {
    /// The events a command leads to now, or why it cannot be done; empty when what is wanted is so already.
    ///
    /// Pure and total: the same command in the same conversation under the same circumstances always gives the same.
    package func decide(_ command: Command, _ circumstances: Circumstances) throws(Refusal) -> [Event] {
        switch command {
        case .customer(let command): try decide(command, circumstances)
        case .agent(let agent, let authority, let command): try decide(command, agent, authority)
        case .clock(.expire(let patience)): expire(patience, now: circumstances.now)
        case .clock(.lose): loseOwner()
        case .clock(.assign(let agent)): if case .agent(.queued) = phase { [.claimed(by: agent)] } else { [] }
        }
    }

    private func decide(_ command: CustomerCommand, _ circumstances: Circumstances) throws(Refusal) -> [Event] {
        switch (command, phase) {
        case (.say(let words, let hearing), .automated(let misses)):
            return [.said(words)] + bot(hears: hearing, misses: misses, circumstances)
        case (.say(let words, _), .agent):
            return [.said(words)]
        case (.pick(let quickReply, let hearing), .automated(let misses)):
            return [.picked(quickReply)] + bot(hears: hearing, misses: misses, circumstances)
        case (.pick, .agent):
            throw .withAgent
        case (.askForPerson(let remark), .automated):
            return escalate(.asked, remark: remark, message: lastFromCustomer, circumstances)
        case (.askForPerson, .agent):
            return []
        case (.say, .closed), (.pick, .closed), (.askForPerson, .closed):
            throw .conversationClosed

        case (.end, .automated), (.end, .agent):
            return close(by: .customer, reason: nil)
        case (.end, .closed):
            return []
        case (.rate(let rating), .automated), (.rate(let rating), .closed):
            return rating == self.rating ? [] : [.rated(rating)]
        case (.rate, .agent):
            throw .stillOpen

        case (.read(let upTo), _):
            return try read(upTo: upTo, beyond: readByCustomer, newest: lastForCustomer, by: .customer)
        case (.judge(let message, let helpful), _):
            guard message >= 1, message <= lastSeq else { throw .noSuchMessage }
            return [.judged(message: message, helpful: helpful)]
        case (.erase, .closed):
            return isErased ? [] : [.erased]
        case (.erase, _):
            return close(by: .customer, reason: nil) + [.erased]
        }
    }

    private func decide(
        _ command: AgentCommand, _ agent: Agent, _ authority: Authority
    ) throws(Refusal) -> [Event] {
        switch (command, phase) {
        case (.note, _) where isErased:
            throw .conversationClosed
        case (.note(let words), _):
            return [.noted(by: agent, words)]
        case (.read(let upTo), _):
            let newest = max(lastFromCustomer, lastForCustomer)
            return try read(upTo: upTo, beyond: readByAgents, newest: newest, by: .agent(agent))
        case (.close, .closed):
            return []
        case (_, .closed):
            throw .conversationClosed

        case (.claim, .automated):
            let message = lastFromCustomer > 0 ? lastFromCustomer : nil
            let escalation = Escalation(reason: .steppedIn, message: message, tried: tried)
            return [.escalated(escalation), .claimed(by: agent)]
        case (.claim, .agent(.queued)):
            return [.claimed(by: agent)]
        case (.claim, .agent(.claimed(let claim, _))):
            guard claim.by.id == agent.id else { throw .claimedByAnother(claim) }
            return []

        case (.close(let reason), .automated):
            guard authority == .supervisor else { throw .supervisorOnly }
            return close(by: .agent(agent), reason: reason)
        case (.release, .automated), (.release, .agent(.queued)):
            throw .notClaimed
        case (_, .automated):
            throw .notEscalated

        case (.reply(let words), .agent(.queued)):
            return [.claimed(by: agent), .replied(by: agent, words)]
        case (.reply(let words), .agent(.claimed(let claim, _))):
            guard claim.by.id == agent.id else { throw .claimedByAnother(claim) }
            return [.replied(by: agent, words)]

        case (.transfer(let colleague), .agent(.queued)):
            guard authority == .supervisor else { throw .supervisorOnly }
            return [.transferred(to: colleague, by: agent)]
        case (.handBack, .agent(.queued)):
            guard authority == .supervisor else { throw .supervisorOnly }
            return [.handedBack(by: agent)]
        case (.close(let reason), .agent(.queued)):
            guard authority == .supervisor else { throw .notClaimed }
            return close(by: .agent(agent), reason: reason)

        case (_, .agent(.claimed(let claim, _))):
            guard claim.by.id == agent.id || authority == .supervisor else { throw .claimedByAnother(claim) }
            return ownersChoice(command, claim.by, agent)
        }
    }

    /// What an owner, or a supervisor in their place, does with a claimed conversation.
    private func ownersChoice(_ command: AgentCommand, _ owner: Agent, _ agent: Agent) -> [Event] {
        switch command {
        case .release: [.released(by: agent)]
        case .transfer(let colleague): colleague.id == owner.id ? [] : [.transferred(to: colleague, by: agent)]
        case .handBack: [.handedBack(by: agent)]
        case .close(let reason): close(by: .agent(agent), reason: reason)
        case .claim, .reply, .note, .read: []
        }
    }

    /// A mark moves only while a message lies beyond it: reading is an event too, and must not call for the next.
    private func read(
        upTo: Int, beyond mark: Int, newest message: Int, by reader: Reader
    ) throws(Refusal) -> [Event] {
        guard upTo <= lastSeq else { throw .notSaidYet(lastSeq: lastSeq) }
        return upTo > mark && message > mark ? [.read(by: reader, upTo: upTo)] : []
    }

    private func close(by closer: Closer, reason: String?) -> [Event] {
        let words =
            switch closer {
            case .customer: "The customer ended this conversation."
            case .agent(let agent): "\(agent.displayName) closed this conversation."
            case .system: "This conversation was closed because it had been quiet for a while."
            }
        return [.told(words), .closed(by: closer, reason: reason)]
    }

    private func expire(_ patience: Patience, now: Moment) -> [Event] {
        switch phase {
        case .automated where now.since(lastWordsAt) >= patience.automated:
            return close(by: .system, reason: "idle")
        case .agent(.claimed(let claim, _)):
            guard let unansweredSince, now.since(max(unansweredSince, claim.since)) >= patience.claimed else {
                return []
            }
            let words = "\(claim.by.displayName) had not answered for a while, so this went back to the queue."
            return [.noted(by: nil, words), .released(by: nil)]
        case .closed(let closing):
            guard let limit = patience.closed, !isErased, now.since(closing.at) >= limit else { return [] }
            return [.erased]
        case .automated, .agent(.queued):
            return []
        }
    }

    private func loseOwner() -> [Event] {
        guard let owner = phase.owner else { return [] }
        return [
            .noted(by: nil, "\(owner.displayName) no longer has access, so this went back to the queue."),
            .released(by: nil),
        ]
    }
}
