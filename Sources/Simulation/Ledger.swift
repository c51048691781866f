/// Everything the people of a simulation were told that must still hold at its end, and what went wrong on the way.
struct Ledger {
    private(set) var talks: [String: Talk] = [:]
    private(set) var troubles: [Trouble] = []

    mutating func open(_ conversation: String, session: String) {
        talks[conversation, default: Talk()].session = session
    }

    /// Notes something of a conversation, one of another run included.
    mutating func note(_ conversation: String, _ change: (inout Talk) -> Void) {
        change(&talks[conversation, default: Talk()])
    }

    /// Notes that a message stands in the log.
    mutating func acknowledge(_ conversation: String, _ id: String, as seq: Int, _ words: String) {
        if let wrong = talks[conversation, default: Talk()].acknowledge(id, as: seq, words) {
            add(Trouble(.doubled, in: conversation, at: seq, wrong))
        }
    }

    /// Notes what a socket or a page told.
    mutating func tell(_ conversation: String, _ mark: EventMark, at seq: Int) {
        if let wrong = talks[conversation, default: Talk()].tell(mark, at: seq) {
            add(Trouble(.lost, in: conversation, at: seq, wrong))
        }
    }

    mutating func add(_ trouble: Trouble) {
        troubles.append(trouble)
    }
}
