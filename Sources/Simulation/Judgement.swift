/// Holds what was told during a simulation against what stands in the log at its end.
package struct Judgement {
    private let id: String
    private let talk: Talk
    private let history: History

    package init(of talk: Talk, _ id: String, against history: History) {
        self.id = id
        self.talk = talk
        self.history = history
    }

    package var troubles: [Trouble] {
        order + messages + told + left + claims + ends
    }

    private func trouble(_ kind: Trouble.Kind, at seq: Int? = nil, _ what: String) -> Trouble {
        Trouble(kind, in: id, at: seq, what)
    }

    /// Numbers rise without a gap for agents, and each event names the one before it for both.
    private var order: [Trouble] {
        var found: [Trouble] = []
        for (place, event) in history.forAgents.enumerated() where event.seq != place + 1 {
            found.append(trouble(.outOfOrder, at: event.seq, "stands in the log where \(place + 1) should"))
            break
        }
        for (side, events) in [("agents", history.forAgents), ("the customer", history.forCustomer ?? [])] {
            var last = 0
            for event in events {
                if event.seq <= last || event.previous != last {
                    found.append(
                        trouble(
                            .outOfOrder, at: event.seq,
                            "is read by \(side) behind \(last) and says that \(event.previous) was before it"))
                    break
                }
                last = event.seq
            }
        }
        if let last = history.forAgents.last, last.seq != history.lastSeq {
            found.append(trouble(.outOfOrder, at: last.seq, "is the last, and the page says \(history.lastSeq)"))
        }
        return found
    }

    /// What was acknowledged stands there once, at its number and in its words.
    private var messages: [Trouble] {
        var found: [Trouble] = []
        var written: [String: History.Event] = [:]
        for event in history.forAgents {
            guard let name = event.message?.clientID else { continue }
            if let before = written.updateValue(event, forKey: name) {
                found.append(trouble(.doubled, at: event.seq, "message \(name) stands at \(before.seq) already"))
            }
        }
        for (name, word) in talk.acknowledged.sorted(by: { $0.value.seq < $1.value.seq }) {
            guard let event = written[name] else {
                found.append(trouble(.lost, at: word.seq, "message \(name) was acknowledged and is not in the log"))
                continue
            }
            // Where it stands twice, one of the places is the acknowledged one, and the other is told of above.
            let places = history.forAgents.filter { $0.message?.clientID == name }
            guard let place = places.first(where: { $0.seq == word.seq }) else {
                found.append(
                    trouble(.lost, at: word.seq, "message \(name) was acknowledged here and stands at \(event.seq)"))
                continue
            }
            if place.message?.words != word.words {
                found.append(trouble(.lost, at: word.seq, "message \(name) stands there in other words"))
            }
        }
        return found
    }

    /// What sockets and pages told stands in the log as it was told.
    private var told: [Trouble] {
        let marks = Dictionary(history.forAgents.map { ($0.seq, $0.mark) }) { first, _ in first }
        return talk.told.sorted { $0.key < $1.key }.compactMap { seq, mark in
            guard marks[seq] != mark else { return nil }
            let instead = marks[seq].map { "the log has \($0)" } ?? "the log has nothing there"
            return trouble(.lost, at: seq, "was told as \(mark), and \(instead)")
        }
    }

    /// A customer sees every message but notes, and nothing that agents do not.
    private var left: [Trouble] {
        guard let forCustomer = history.forCustomer else { return [] }
        let seen = Dictionary(forCustomer.map { ($0.seq, $0.mark) }) { first, _ in first }
        var found: [Trouble] = []
        for event in history.forAgents {
            if let mark = seen[event.seq] {
                if mark != event.mark {
                    found.append(
                        trouble(.lost, at: event.seq, "is \(mark) to the customer and \(event.mark) to agents"))
                }
            } else if let message = event.message, !message.isNote {
                found.append(trouble(.lost, at: event.seq, "is a message that the customer does not get"))
            }
        }
        let known = Set(history.forAgents.map(\.seq))
        for event in forCustomer where !known.contains(event.seq) {
            found.append(trouble(.lost, at: event.seq, "is told to the customer and not to agents"))
        }
        return found
    }

    /// Whoever was told that they have it had it then, and nobody took it from them without asking for a transfer.
    private var claims: [Trouble] {
        var found: [Trouble] = []
        let assigned = history.forAgents.filter { $0.assignedTo != nil }
        for claim in talk.claims.sorted(by: { $0.seq < $1.seq }) {
            let owner = assigned.last { $0.seq <= claim.seq }?.assignedTo
            if let owner, owner != claim.agent {
                found.append(
                    trouble(
                        .claimedTwice, at: claim.seq,
                        "agent \(claim.agent) was told that it is theirs, and it was \(owner)’s"))
            } else if owner == nil {
                found.append(
                    trouble(
                        .lost, at: claim.seq, "agent \(claim.agent) was told that it is theirs, and it was nobody’s"))
            }
        }
        var transfers = talk.transfers
        var owner: String?
        for event in history.forAgents {
            if let agent = event.assignedTo {
                if let before = owner, before != agent {
                    if let asked = transfers.firstIndex(of: agent) {
                        transfers.remove(at: asked)
                    } else {
                        found.append(
                            trouble(.claimedTwice, at: event.seq, "agent \(agent) got it while it was \(before)’s"))
                    }
                }
                owner = agent
            } else if event.mark.name == "conversation.updated" {
                // It may have gone back to the queue or to the bot; what exactly, this frame does not say.
                owner = nil
            }
        }
        return found
    }

    /// What was ended is closed, what was rated is rated, and whoever asked for a person is in a list.
    private var ends: [Trouble] {
        var found: [Trouble] = []
        if talk.isClosed, history.phase != "closed" {
            found.append(trouble(.lost, "its end was acknowledged, and it is \(history.phase)"))
        }
        if let rating = talk.rating, rating != history.rating {
            let instead = history.rating.map { "is \($0)" } ?? "is not there"
            found.append(trouble(.lost, "the rating \(rating) was acknowledged, and \(instead)"))
        }
        if talk.isEscalated {
            switch history.phase {
            case "closed": break
            case "queued", "claimed":
                if !history.isListed { found.append(trouble(.orphan, "it is \(history.phase) and in no list")) }
            default:
                if !talk.wasToBeHandedBack {
                    found.append(trouble(.orphan, "a person was asked for, and it is \(history.phase)"))
                }
            }
        }
        return found
    }
}
