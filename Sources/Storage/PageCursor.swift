import BotFlow
import FoundationEssentials
import Switchboard

/// Where a conversation stands in the desk's list: waiting ones first in the order of the queue, then the others by
/// their newest event.
enum ListPlace: Hashable, Comparable {
    case queued(rank: Int64, since: Moment, ConversationID)
    case recent(lastEvent: Int64)

    static func < (left: Self, right: Self) -> Bool {
        switch (left, right) {
        case (.queued(let rank, let since, let id), .queued(let otherRank, let otherSince, let otherID)):
            (rank, since, id) < (otherRank, otherSince, otherID)
        case (.recent(let event), .recent(let otherEvent)): event > otherEvent
        case (.queued, .recent): true
        case (.recent, .queued): false
        }
    }
}

/// Where a page ended, as text that means nothing to whoever carries it.
struct PageCursor: Hashable {
    /// The newest event when the first page was asked for. What happened to a conversation since puts it at the head
    /// of a new walk, not into this one: so a walk meets none twice, and each that stays where it is exactly once.
    let began: Int64
    /// The last place on the page.
    let place: ListPlace

    init(began: Int64, place: ListPlace) {
        self.began = began
        self.place = place
    }

    init(_ text: String) throws(BadCursor) {
        var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
        base64 += String(repeating: "=", count: (4 - base64.utf8.count % 4) % 4)
        guard let bytes = Data(base64Encoded: base64) else { throw BadCursor() }
        let parts = String(decoding: bytes, as: UTF8.self).split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count >= 3, let began = Int64(parts[1]) else { throw BadCursor() }
        self.began = began
        switch (parts[0], parts.count) {
        case ("queued", 5):
            guard let rank = Int64(parts[2]), let since = Int64(parts[3]), let id = ConversationID(String(parts[4]))
            else { throw BadCursor() }
            place = .queued(rank: rank, since: Moment(milliseconds: since), id)
        case ("recent", 3):
            guard let lastEvent = Int64(parts[2]) else { throw BadCursor() }
            place = .recent(lastEvent: lastEvent)
        default:
            throw BadCursor()
        }
        // One place has one spelling.
        guard self.text == text else { throw BadCursor() }
    }

    var text: String {
        let parts =
            switch place {
            case .queued(let rank, let since, let id): "queued \(began) \(rank) \(since.milliseconds) \(id)"
            case .recent(let lastEvent): "recent \(began) \(lastEvent)"
            }
        return Data(parts.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }
}
