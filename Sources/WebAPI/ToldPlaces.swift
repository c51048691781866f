package import AgentDesk
package import BotFlow

/// What customers who watch and wait were last told of their place in the queue.
///
/// Only they are looked at when the queue moves, however long it is, and only those are told whose number changed.
package struct ToldPlaces {
    private var told: [ConversationID: (place: Queue.Place, position: Int)] = [:]

    package init() {}

    /// The customer of a conversation hears of it now, and with it of their place; one who does not wait is forgotten.
    package mutating func tell(_ conversation: Conversation, in queue: Queue) {
        guard let place = Queue.Place(of: conversation), let position = queue.position(of: place) else {
            forget(conversation.id)
            return
        }
        told[conversation.id] = (place, position)
    }

    /// Nobody watches the conversation any more, or it waits no longer.
    package mutating func forget(_ id: ConversationID) {
        told[id] = nil
    }

    /// Whose number is another than they were told, with the new one, from 1; from now on they count as told.
    package mutating func moved(in queue: Queue) -> [(conversation: ConversationID, position: Int)] {
        let moved = told.compactMap { id, known -> (conversation: ConversationID, position: Int)? in
            // One who has just left the queue hears of that, and not of a place.
            guard let position = queue.position(of: known.place), position != known.position else { return nil }
            return (id, position)
        }
        for (id, position) in moved { told[id]?.position = position }
        return moved
    }
}
