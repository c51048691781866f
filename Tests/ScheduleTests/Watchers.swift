import BotFlow
import Storage
import Switchboard
import WebAPI

/// One who watches a conversation over a socket: the client's side of it, and the server's while it is open.
struct Watcher {
    enum Person {
        case customer(Int)
        case agents
    }

    /// What the server sends.
    enum Frame {
        case event(seq: Int, previous: Int, Event)
        case resync
    }

    let person: Person
    var conversation: ConversationID?
    /// The newest event that the client has.
    var last = 0
    /// Up to here the client fetched by hand what the socket did not send.
    var fetched = 0
    /// The server's side; nil while there is no connection.
    var watch: Watch?
    /// What was read of what was missed, before it is sent.
    var excerpt: (listing: Listing, events: [Recorded])?
    /// On its way to the client.
    var wire: [Frame] = []

    init(of person: Person) {
        self.person = person
    }

    var side: Side { if case .customer = person { .customer } else { .agents } }

    mutating func disconnect() {
        watch = nil
        excerpt = nil
        wire = []
    }

    mutating func leave() {
        disconnect()
        conversation = nil
        last = 0
        fetched = 0
    }
}

extension Schedule {
    /// So little is replayed and kept that watchers do fall too far behind.
    private static let replayLimit = 10
    private static let waitingLimit = 3

    /// The next thing that happens to a watcher.
    func watch(_ number: Int) throws {
        if watchers[number].watch == nil {
            try connect(number)
        } else if watchers[number].watch?.isLive == false {
            try catchUp(number)
        } else if random.chance(12) {
            tell("watcher \(number) loses the connection")
            watchers[number].disconnect()
            if random.chance(20) { watchers[number].leave() }
        } else {
            try receive(most: 1 + random.below(6), number)
        }
    }

    private func connect(_ number: Int) throws {
        if watchers[number].conversation == nil {
            watchers[number].conversation =
                switch watchers[number].person {
                case .customer(let customer): customers[customer].conversation
                case .agents: referee.conversations.randomElement(using: &random)
                }
        }
        guard let id = watchers[number].conversation, server != nil else { return }
        if planted == .readsBeforeItSubscribes, watchers[number].excerpt == nil { return try read(id, for: number) }
        tell("watcher \(number) subscribes to \(id.short) after \(watchers[number].last)")
        // A bug that shows customers what is for agents.
        let side = planted == .tellsCustomersNotes ? .agents : watchers[number].side
        watchers[number].watch = Watch(for: side, replaying: Self.replayLimit, waiting: Self.waitingLimit)
    }

    private func catchUp(_ number: Int) throws {
        guard let id = watchers[number].conversation else { return }
        let watcher = watchers[number]
        let side = planted == .tellsCustomersNotes ? .agents : watcher.side
        guard let excerpt = watcher.excerpt else { return try read(id, for: number) }
        watchers[number].excerpt = nil
        let parts = watchers[number].watch?.catchUp(with: excerpt.listing, excerpt.events, after: watcher.last) ?? []
        tell("watcher \(number) goes live")
        for part in parts {
            switch part {
            case .resync: watchers[number].wire.append(.resync)
            case .missed(let events): transmit(side.sees(events, after: watcher.last), to: number)
            case .resumed: break
            case .meanwhile(let happening): send(happening, to: number)
            }
        }
    }

    private func read(_ id: ConversationID, for number: Int) throws {
        let side = planted == .tellsCustomersNotes ? .agents : watchers[number].side
        guard let listing = try referee.archive.listing(id),
            !(listing.conversation.isErased && watchers[number].side == .customer)
        else {
            watchers[number].leave()
            return
        }
        tell("what watcher \(number) missed is read")
        let events = try referee.archive.events(
            of: id, after: watchers[number].last, limit: Self.replayLimit + 1, visibleTo: side, messagesOnly: false)
        watchers[number].excerpt = (listing, events)
    }

    private func transmit(_ frames: [(recorded: Recorded, previous: Int)], to number: Int) {
        watchers[number].wire += frames.map { .event(seq: $0.recorded.seq, previous: $0.previous, $0.recorded.event) }
    }

    /// The event loop tells those who watch.
    func sendToWatchers(_ happening: Happening) {
        let id = happening.listing.conversation.id
        for number in watchers.indices where watchers[number].conversation == id { send(happening, to: number) }
        // An erased conversation does not exist for its customer.
        guard happening.events.contains(where: { $0.event == .erased }) else { return }
        for number in watchers.indices where watchers[number].conversation == id && watchers[number].side == .customer {
            watchers[number].leave()
        }
    }

    private func send(_ happening: Happening, to number: Int) {
        let side = planted == .tellsCustomersNotes ? .agents : watchers[number].side
        let frames = side.sees(happening.events, after: happening.previous(for: side))
        switch watchers[number].watch?.hear(happening) {
        case .sendNow: transmit(frames, to: number)
        case .alreadySent: if planted == .sendsAgainWhatWasRead { transmit(frames, to: number) }
        case .keptForLater: if planted == .sendsLiveBeforeWhatWasMissed { transmit(frames, to: number) }
        case .tooFarBehind:
            tell("watcher \(number) is too far behind")
            watchers[number].disconnect()
        case nil: break
        }
    }

    private func receive(most: Int, _ number: Int) throws {
        for frame in watchers[number].wire.prefix(most) {
            watchers[number].wire.removeFirst()
            guard let id = watchers[number].conversation else { return }
            switch frame {
            case .event(let seq, let previous, let event):
                // What was fetched by hand need not be told again.
                if seq <= watchers[number].fetched { continue }
                referee.check(seq, after: previous, event, of: id, to: watchers[number], number)
                watchers[number].last = seq
            case .resync:
                tell("watcher \(number) fetches by hand")
                let side = watchers[number].side
                let all = try referee.archive.events(
                    of: id, after: 0, limit: 10_000, visibleTo: side, messagesOnly: false)
                watchers[number].last = all.last?.seq ?? 0
                watchers[number].fetched = watchers[number].last
            }
        }
    }

    /// Connects a watcher if need be and lets it receive all there is.
    func settleWatcher(_ number: Int) throws {
        for _ in 0..<8 where watchers[number].watch?.isLive != true { try watch(number) }
        try receive(most: .max, number)
    }
}
