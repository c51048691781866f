/// What the verdict times, each from the request's going out to the whole answer.
package enum Operation: String, CaseIterable, Sendable {
    case start
    case message
    case quickReply = "quick reply"
    case escalate
    case claim
    case reply
    case note
    case passOn = "pass on"
    case close
    case rate
    /// From opening a socket, or asking for a page, to being told everything that was missed.
    case resume
    /// From one side's sending to the other side's socket.
    case delivery
    /// What the simulation needs for itself: lists, tickets, reading back.
    case other
}
