/// One conversation as it is read back at the end: the events as both sides get them, and where it stands.
package struct History: Sendable {
    /// One event of a page of `/events`.
    package struct Event: Sendable {
        package var seq: Int
        package var previous: Int
        package var mark: EventMark
        /// The message it is; nil for any other event.
        package var message: Message?
        /// The id of the agent who has the conversation from here on.
        package var assignedTo: String?

        package init(
            seq: Int, previous: Int, mark: EventMark, message: Message? = nil, assignedTo: String? = nil
        ) {
            self.seq = seq
            self.previous = previous
            self.mark = mark
            self.message = message
            self.assignedTo = assignedTo
        }

        /// Reads a frame; nil for one that is no numbered event.
        init?(_ frame: JSONView) {
            guard let seq = frame["seq"]?.number, let previous = frame["previous_seq"]?.number,
                let name = frame["event"]?.text, let at = frame["sent_at"]?.text, let payload = frame["payload"]
            else { return nil }
            self.init(
                seq: seq, previous: previous, mark: EventMark(name: name, at: at),
                message: payload["message"].map(Message.init),
                assignedTo: name == "agent.assigned" ? payload["agent"]?["id"]?.text : nil)
        }
    }

    package struct Message: Sendable {
        package var clientID: String?
        package var words: String
        /// Only agents see it.
        package var isNote: Bool

        package init(clientID: String?, words: String, isNote: Bool = false) {
            self.clientID = clientID
            self.words = words
            self.isNote = isNote
        }

        init(_ message: JSONView) {
            self.init(
                clientID: message["client_message_id"]?.text, words: message["content"]?.text ?? "",
                isNote: message["metadata"]?["internal"]?.isTrue == true)
        }
    }

    /// What an agent's pages hold; these are all events there are.
    package var forAgents: [Event]
    /// What the customer's pages hold; nil for a conversation of nobody who is played.
    package var forCustomer: [Event]?
    /// The number of the newest event, as the last page says.
    package var lastSeq: Int
    /// `automated`, `queued`, `claimed` or `closed`.
    package var phase: String
    package var rating: Int?
    /// Whether it stood in the agents' list of those who want a person or have one.
    package var isListed: Bool

    package init(
        forAgents: [Event], forCustomer: [Event]?, lastSeq: Int, phase: String, rating: Int? = nil, isListed: Bool
    ) {
        self.forAgents = forAgents
        self.forCustomer = forCustomer
        self.lastSeq = lastSeq
        self.phase = phase
        self.rating = rating
        self.isListed = isListed
    }
}
