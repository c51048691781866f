import JSON
import WebClient

/// Who hears what a feed brings; on the loop's thread.
protocol FeedListener: AnyObject {
    /// A numbered event of a conversation that the feed follows or owns; `isLive` unless it is sent again.
    func heard(_ event: History.Event, in conversation: String, payload: JSONView, isLive: Bool)
    /// Any other frame.
    func heard(_ name: String, payload: JSONView?)
    /// The socket has gone; nobody who wants it back need hurry.
    func feedEnded()
}

/// One person's socket, over all its connections: what it follows, and that nothing of it is missing.
final class Feed: SocketListener {
    private let stage: Stage
    /// The name of the person.
    private let name: String
    private let mayAlwaysConnect: Bool
    weak var listener: (any FeedListener)?
    private var socket: ClientSocket?
    private var hello: String?
    private var wasEverOpen = false
    /// When the socket was asked for what was missed; by conversation, for each answer that is still to come.
    private var asked: [String: [ContinuousClock.Instant]] = [:]
    /// What the socket there is now was asked to bring.
    private var brought: Set<String> = []
    /// By conversation.
    private(set) var watches: [String: Watch] = [:]
    private(set) var isConnected = false

    init(of name: String, on stage: Stage, mayAlwaysConnect: Bool) {
        self.name = name
        self.stage = stage
        self.mayAlwaysConnect = mayAlwaysConnect
    }

    /// Whether a socket is open or being opened.
    var isWanted: Bool { socket != nil }

    /// Opens a socket; false when the server takes no more of them.
    ///
    /// `hello` is the first frame of a socket whose address carries no ticket.
    func connect(to query: String, hello: String? = nil) -> Bool {
        guard stage.takeSocket(evenIfFull: mayAlwaysConnect) else { return false }
        self.hello = hello
        if wasEverOpen { stage.figures.reconnects += 1 }
        socket = ClientSocket(
            to: stage.plan.address, host: stage.plan.host, target: "/api/v1/realtime/ws\(query)", on: stage.loop,
            listener: self)
        return true
    }

    /// Ends the socket as a phone in a tunnel does.
    func drop() {
        guard let socket else { return }
        socket.drop()
        forgetSocket()
    }

    func send(_ action: String, _ members: (inout JSONWriter) -> Void) {
        guard isConnected, let socket else { return }
        var frame = JSONWriter()
        frame.object {
            $0.member("action", action)
            members(&$0)
        }
        socket.send(frame.text)
    }

    // MARK: Following

    /// Expects what comes after `after`, which the server is asked for by whoever calls this.
    func follow(_ conversation: String, after: Int) {
        watches[conversation] = Watch(catchingUpAfter: after)
        guard isWanted else { return }
        asked[conversation, default: []].append(.now)
        brought.insert(conversation)
    }

    func stopFollowing(_ conversation: String) {
        watches[conversation] = nil
        brought.remove(conversation)
    }

    /// Whether the socket there is now brings this conversation.
    func brings(_ conversation: String) -> Bool {
        brought.contains(conversation)
    }

    /// Takes a page of `/events` in place of frames.
    func take(page: [JSONView], of conversation: String) {
        guard var watch = watches[conversation] else { return }
        let events = page.compactMap { History.Event($0) }
        if let wrong = watch.take(page: events.map { ($0.seq, $0.previous) }) {
            stage.ledger.add(Trouble(.outOfOrder, in: conversation, "a page of \(name) after \(watch.last): \(wrong)"))
        }
        watches[conversation] = watch
        for (event, frame) in zip(events, page) {
            stage.ledger.tell(conversation, event.mark, at: event.seq)
            if let payload = frame["payload"] {
                listener?.heard(event, in: conversation, payload: payload, isLive: false)
            }
        }
    }

    // MARK: The socket

    func opened(_ socket: ClientSocket) {
        isConnected = true
        wasEverOpen = true
        if let hello { socket.send(hello) }
    }

    func received(_ text: String, from socket: ClientSocket) {
        guard socket === self.socket, let frame = JSONView(text), let name = frame["event"]?.text else { return }
        let payload = frame["payload"]
        if let event = History.Event(frame), let payload, let conversation = Self.conversation(of: frame) {
            take(event, in: conversation, payload)
            return
        }
        if let conversation = payload?["conversation_id"]?.text {
            if name == "system.resumed", let newest = payload?["up_to"]?.number {
                resumed(conversation, upTo: newest)
            } else if name == "system.resync" {
                resync(conversation, newest: payload?["last_seq"]?.number ?? 0)
            }
        }
        listener?.heard(name, payload: payload)
    }

    func ended(_ socket: ClientSocket, _ ending: ClientSocket.Ending) {
        guard socket === self.socket else { return }
        switch ending {
        case .refused(let response):
            if response.status == 503, JSONView(response.body)?["code"]?.text == "too_many_connections" {
                stage.refusedConnection()
            } else if response.status != 503 {
                stage.ledger.add(Trouble(.unexpected, in: "", "a socket was refused with \(response.status)"))
            }
        case .closed(let code?, let reason) where ![1000, 1001, 1013, 4401].contains(code):
            stage.ledger.add(Trouble(.unexpected, in: "", "a socket was closed with \(code) (\(reason))"))
        case .closed, .broken: break
        }
        forgetSocket()
        listener?.feedEnded()
    }

    private func forgetSocket() {
        socket = nil
        isConnected = false
        asked = [:]
        brought = []
        stage.leaveSocket()
    }

    /// `conversation:` and its id.
    private static func conversation(of frame: JSONView) -> String? {
        frame["channel"]?.text.flatMap { $0.hasPrefix("conversation:") ? String($0.dropFirst(13)) : nil }
    }

    private func take(_ event: History.Event, in conversation: String, _ payload: JSONView) {
        stage.ledger.tell(conversation, event.mark, at: event.seq)
        // An agent's socket brings what they own whether it was asked to or not, and then owes nothing before it.
        let isLive = brings(conversation) && watches[conversation]?.isLive == true
        if brings(conversation), let wrong = watches[conversation]?.take(event.seq, after: event.previous) {
            stage.ledger.add(Trouble(.outOfOrder, in: conversation, at: event.seq, "on the socket of \(name) \(wrong)"))
        }
        listener?.heard(event, in: conversation, payload: payload, isLive: isLive)
    }

    private func resumed(_ conversation: String, upTo newest: Int) {
        guard let since = asked[conversation]?.first else { return }
        asked[conversation]?.removeFirst()
        // Somebody let it go and took it again: the answer to the second time counts.
        guard asked[conversation]?.isEmpty == true else { return }
        asked[conversation] = nil
        stage.figures.time(.resume, .now - since)
        if let wrong = watches[conversation]?.resumed(upTo: newest) {
            stage.ledger.add(Trouble(.outOfOrder, in: conversation, at: newest, "sent again to \(name) \(wrong)"))
        }
    }

    /// Sent when more was missed than a socket brings, which conversations here are too short for, or when the server
    /// has not got as far as it had told.
    private func resync(_ conversation: String, newest: Int) {
        guard let known = watches[conversation]?.last else { return }
        stage.ledger.add(
            Trouble(.lost, in: conversation, at: known, "was told, and the server says that \(newest) is the newest"))
        follow(conversation, after: newest)
    }
}
