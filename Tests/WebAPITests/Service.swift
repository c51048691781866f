import AgentDesk
import BotFlow
import FAQ
import Foundation
import Sodium
import Storage
import Switchboard
import Synchronization
import TestSupport
import Testing
import WebAPI
import WebServer

/// The API on a loop and a store of its own, called as the server calls it.
final class Service: Sendable {
    let api: API
    let loop: EventLoop
    private let folder: Folder
    private let world: World

    private final class World: Sendable {
        struct State {
            var now = Service.dawn
            var generator = SplitMix64(seed: 1)
            var lines: [LogLine] = []
            var happenings: [Happening] = []
            var presences: [Account] = []
            /// What waits to be published; nil when it does not wait.
            var held: [Publication]?
            var publish: @Sendable ([Publication]) -> Void = { _ in }
        }

        let state = Mutex(State())
    }

    static let dawn = Moment(milliseconds: 1_700_000_000_000)
    static let secretPlace = "/secret/place/support.db"

    /// A small FAQ: one answer, one that a person follows up.
    static let texts = [
        "opening.md": """
        ---
        slug: opening-hours
        question: When are you open?
        quick_reply: 1
        asks: [what are your hours]
        ---
        Every day from **nine to six**.

        """,
        "complaint.md": """
        ---
        slug: complaint
        question: I want to complain
        asks: [this is a complaint]
        escalate: {reason: complaint, priority: 2}
        ---
        I am sorry. A person will look at it.

        """,
    ]
    private static let today = Day(millisecondsSince1970: dawn.milliseconds)
    static let edition = Loading(
        files: texts.map { SourceFile(path: $0.key, text: $0.value) }, on: today
    ).edition

    let shelf = Shelf(texts)

    init(
        pages: [WebAPI.Page] = [], edition: Edition? = Service.edition, _ adjust: (inout Settings) -> Void = { _ in }
    ) throws {
        folder = try Folder()
        let path = folder.store
        // The readers may be sooner than the writer, so the file is there before either.
        _ = try SQLiteStore(path: path)
        let world = World()
        self.world = world
        var settings = Settings()
        settings.clock = { world.state.withLock { $0.now } }
        settings.rates = .off
        adjust(&settings)
        let loop = try EventLoop()
        self.loop = loop
        api = API(
            loop: loop, settings: settings,
            workshop: Workshop(LiveFAQ(try #require(edition)), on: shelf) { Self.today }, pages: pages,
            log: { line in world.state.withLock { $0.lines.append(line) } },
            openSwitchboard: { publish in
                var limits = Switchboard.Limits()
                limits.reopenAfter = .zero
                return Switchboard(
                    settings: Ledger.Settings(
                        routing: .queue, clock: settings.clock,
                        entropy: { world.state.withLock { $0.generator.next() } }),
                    limits: limits, store: { try SQLiteStore(path: path) }, archive: { try SQLiteArchive(path: path) },
                    publish: { publications in
                        world.state.withLock { state in
                            for publication in publications {
                                switch publication {
                                case .happened(let happening): state.happenings.append(happening)
                                case .presenceChanged(let account): state.presences.append(account)
                                default: break
                                }
                            }
                        }
                        let isHeld = world.state.withLock { state in
                            state.publish = publish
                            state.held? += publications
                            return state.held != nil
                        }
                        if !isHeld { publish(publications) }
                    })
            })
        Thread.detachNewThread { loop.run() }
        // Until it runs, the loop belongs to the thread that made it.
        let isRunning = DispatchSemaphore(value: 0)
        loop.execute { isRunning.signal() }
        isRunning.wait()
    }

    deinit {
        api.switchboard.stop()
        loop.execute { [loop] in loop.stop() }
    }

    // MARK: The world

    var now: Moment { world.state.withLock { $0.now } }
    var lines: [LogLine] { world.state.withLock { $0.lines } }
    var happenings: [Happening] { world.state.withLock { $0.happenings } }
    /// The accounts whose presence was told, as they were chosen to be.
    var presences: [Account] { world.state.withLock { $0.presences } }

    func wait(_ duration: Duration) {
        world.state.withLock { $0.now = $0.now.advanced(by: duration) }
    }

    /// Has what happens from now on be on disk and answered, but told to nobody.
    func holdPublications() {
        world.state.withLock { $0.held = [] }
    }

    func releasePublications() {
        let (held, publish) = world.state.withLock { state in
            defer { state.held = nil }
            return (state.held ?? [], state.publish)
        }
        publish(held)
    }

    /// Runs `work` on the loop and waits for it.
    func onLoop<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            loop.execute { continuation.resume(with: Swift.Result(catching: work)) }
        }
    }

    // MARK: Calling

    func call(
        _ method: String, _ target: String, _ body: String = "", as identity: Identity = .nobody,
        fields: [(name: String, value: String)] = [], from peer: String = "192.0.2.1"
    ) async -> Answer {
        await call(method, target, bytes: Array(body.utf8), as: identity, fields: fields, from: peer)
    }

    func call(
        _ method: String, _ target: String, bytes: [UInt8], as identity: Identity = .nobody,
        fields: [(name: String, value: String)] = [], from peer: String = "192.0.2.1"
    ) async -> Answer {
        let headers = Headers(fields + identity.fields)
        let response = await api.respond(
            to: Request(method: method, target: target, headers: headers, body: bytes, peer: peer))
        return Answer(status: response.status, fields: response.headers, body: response.body)
    }

    // MARK: People

    enum Identity: Sendable {
        case nobody
        case customer(String)
        case agent(String)

        fileprivate var fields: [(name: String, value: String)] {
            switch self {
            case .nobody: []
            case .customer(let session): [("X-Customer-Session-Id", session)]
            case .agent(let token): [("Authorization", "Bearer \(token)")]
            }
        }
    }

    struct Guest: Sendable {
        let session: String
        let conversation: String

        var identity: Identity { .customer(session) }
        var path: String { "/api/v1/customer/conversations/\(conversation)" }
        var deskPath: String { "/api/v1/agent/conversations/\(conversation)" }
    }

    /// Somebody with a conversation of their own; `extra` are members of the start's body.
    func guest(_ extra: String = "") async throws -> Guest {
        wait(.milliseconds(1))
        let answer = await call("POST", "/api/v1/customer/conversations/start", "{\(extra)}")
        let conversation = try #require(try answer.object["conversation"] as? [String: Any])
        return Guest(
            session: try #require(conversation["customer_session_id"] as? String),
            conversation: try #require(conversation["id"] as? String))
    }

    /// An agent's token; made without a password, whose hash would take its time.
    func agent(_ name: String, _ role: Role = .agent) async throws -> Identity {
        wait(.milliseconds(1))
        let account = try await api.switchboard.write { ledger in
            try ledger.add(
                Switchboard.Registration(
                    username: name, displayName: name.capitalized, role: role, maxActiveChats: 5, passwordHash: "-"),
                in: .default)
        }
        let token = SecretToken()
        _ = try await api.switchboard.logIn(
            account.id, token: SecretHash(token.hash), for: .seconds(3600),
            queueWords: QueueWords(line: "", outOfHours: nil))
        return .agent(token.text)
    }
}

/// What the API answered.
struct Answer: Sendable {
    let status: Int
    let fields: [(String, String)]
    let body: [UInt8]

    subscript(name: String) -> String? {
        fields.first { $0.0.lowercased() == name.lowercased() }?.1
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    var json: Any {
        get throws { try JSONSerialization.jsonObject(with: Data(body), options: .fragmentsAllowed) }
    }

    var object: [String: Any] {
        get throws { try #require(try json as? [String: Any], "\(text)") }
    }

    /// The code of a problem; nil of what is none.
    var code: String? { problem["code"] as? String }

    /// The pointers of a problem's errors.
    var pointers: [String] {
        (problem["errors"] as? [[String: Any]] ?? []).compactMap { $0["pointer"] as? String }
    }

    private var problem: [String: Any] {
        // What is no JSON object is no problem either, and has none of its fields.
        (try? object) ?? [:]
    }
}
