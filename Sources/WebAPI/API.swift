import AgentDesk
import BotFlow
import FAQ
import JSON
import Sodium
package import Switchboard
package import WebServer

/// The server's face: turns requests and frames into commands, and events into frames.
///
/// An actor on the event loop's own thread; nothing here waits for a disk.
package actor API {
    package nonisolated let loop: EventLoop
    // The loop outlives its actor, which keeps it.
    package nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe loop.asUnownedSerialExecutor() }

    nonisolated let settings: Settings
    nonisolated let faq: LiveFAQ
    nonisolated let log: Log
    private nonisolated let router: Router
    /// Hashes passwords, two at a time: each takes 19 MiB and some tens of milliseconds.
    nonisolated let hashers: Crew<Void>
    package nonisolated let switchboard: Switchboard
    /// Where editors' work is done.
    package nonisolated let workshop: Workshop

    var rates: Rates
    var rooms = Rooms()
    var toldPlaces = ToldPlaces()
    var tickets = Tickets()
    var locales = Locales()
    /// Sockets that have yet to say who they are, with their addresses.
    var strangers: [WebSocket: String] = [:]
    var tallies = Tallies()
    /// Seconds from an escalation to its claim, in the middle of the last ones; nil while there were too few.
    var expectedWait: Int?
    /// What was seen a minute ago, or later; nil until somebody looks.
    var inspection: Inspection?
    /// Made when first asked for: milliseconds of the loop's time, which strangers may not take again and again.
    private(set) lazy var contract = OpenAPI(routes: Self.routes, version: settings.version).bytes
    private(set) lazy var contractPage = Array(ContractPage(routes: Self.routes, version: settings.version).html.utf8)
    private var clockHold: ClockHold
    private var timers: [LoopTimer] = []
    /// The server that calls this, for its figures.
    private var server: WebServer?

    /// `openSwitchboard` is given what to call with everything that is published.
    package init(
        loop: EventLoop, settings: Settings, workshop: Workshop, pages: [Page], log: @escaping Log,
        openSwitchboard: (_ publish: @escaping @Sendable ([Publication]) -> Void) -> Switchboard
    ) {
        self.loop = loop
        self.settings = settings
        clockHold = ClockHold(at: settings.clock())
        self.workshop = workshop
        faq = workshop.faq
        self.log = log
        router = Router(Self.routes + pages.map(Self.route(for:)))
        rates = Rates(settings.rates)
        hashers = Crew(named: "hasher", count: 2, limit: 64) {}
        let relay = Relay()
        switchboard = openSwitchboard { publications in
            loop.execute { relay.api?.assumeIsolated { $0.deliver(publications) } }
        }
        relay.api = self
    }

    /// Starts what happens by the clock.
    package func begin(serving server: WebServer? = nil) {
        self.server = server
        func every(_ interval: Duration, _ work: @escaping @Sendable (isolated API) async -> Void) {
            timers.append(
                loop.after(interval, every: interval) { [weak self] in
                    guard let self else { return }
                    self.assumeIsolated { api in _ = Task.immediate(executorPreference: loop) { await work(api) } }
                })
        }
        every(settings.sweepInterval) {
            await $0.sweep()
            await $0.noticeWhoHasGone()
        }
        every(.seconds(1)) { await $0.recheckAgents() }
        every(.seconds(60)) { $0.rates.forgetIdle(now: $0.now) }
        every(.seconds(1)) { $0.tallies.note(lag: $0.loop.takeLongestTurn()) }
        every(Inspection.interval) { await $0.inspect() }
    }

    /// Stops what happens by the clock and finishes what is being written.
    package func end() {
        for timer in timers { timer.cancel() }
        timers = []
    }

    var now: Moment { settings.clock() }
    var serverCounters: WebServer.Counters? { server?.currentCounters }

    /// Closes quiet conversations, frees stale claims, and looks at how long people wait.
    private func sweep() async {
        do {
            let bot = faq.bot
            var patience = bot.patience
            patience.closed = clockHold.allows(at: now, .now, log) ? settings.retention : nil
            _ = try await switchboard.expire(patience, queueWords: bot.queueWords(at: now))
            let workspace = settings.workspace
            let waits = try await switchboard.read { try $0.recentWaits(in: workspace, limit: 20) }
            expectedWait = waits.count < 3 ? nil : Int(waits.sorted()[waits.count / 2].milliseconds / 1000)
        } catch {
            log(LogLine(.warning, "sweep.failed", [("error", "\(error)")]))
        }
    }
}

// MARK: Who is there

extension API {
    /// Notes that the agent who calls is there; a token that does not hold is for the call itself to refuse.
    private func notice(_ call: Call) async throws {
        let (token, now) = (try call.token(), call.now)
        guard let account = try await switchboard.read({ try $0.account(of: token, at: now) }) else { return }
        if switchboard.attendance.see(account.id, at: now) { await tellAttendance(of: [account.id]) }
    }

    /// Tells colleagues of agents who have gone without a word.
    package func noticeWhoHasGone() async {
        let gone = switchboard.attendance.takeGone(at: now)
        if !gone.isEmpty { await tellAttendance(of: gone) }
    }

    func tellAttendance(of agents: [AgentID]) async {
        do {
            try await switchboard.tellAttendance(of: agents, queueWords: faq.bot.queueWords(at: now))
        } catch {
            // Who looks at the list of colleagues sees it anyway.
            log(LogLine(.warning, "presence.failed", [("error", "\(error)")]))
        }
    }
}

/// Lets the switchboard reach an API that can only be made after it.
// Unchecked because `api` is set once, by the thread that goes on to run the loop, and read on the loop alone; what is
// published before waits in the loop's queue.
private final class Relay: @unchecked Sendable {
    weak var api: API?
}

// MARK: Requests

extension API: WebService {
    package func respond(to request: Request) async -> Response {
        let started = ContinuousClock.now
        let id = Self.requestID()
        let address = address(of: request)
        var response: Response
        var operation = "none"
        do {
            if let preflight = preflight(request) {
                response = preflight
            } else {
                switch router.match(request.method, request.path) {
                case .found(let route, let operationID, let parameters):
                    operation = operationID
                    let call = Call(request: request, id: id, parameters: parameters, address: address, now: now)
                    if route.access == .agent { try await notice(call) }
                    response = try await route.handler(self, call)
                case .otherMethods(let methods):
                    throw Problem(
                        405, .methodNotAllowed, "Use \(methods.joined(separator: " or ")) here.",
                        headers: [("Allow", methods.joined(separator: ", "))])
                case .nothing:
                    throw Problem.notFound
                }
            }
        } catch {
            let problem = Problem(error, now: now)
            tallies.count(refused: problem)
            if problem.code == .internal {
                log(
                    LogLine(
                        .error, "request.failed", [("request_id", id), ("operation", operation), ("error", "\(error)")])
                )
            } else if case FolderRefusal.notWritten(let cause) = error {
                log(LogLine(.error, "faq.not_written", [("request_id", id), ("error", "\(cause)")]))
            }
            response = problem.response(requestID: id)
        }
        if !response.headers.contains(where: { $0.0 == "X-Request-Id" }) {
            response.headers.append(("X-Request-Id", id))
        }
        allowOrigin(of: request, in: &response)
        tallies.count(operation, status: response.status, took: ContinuousClock.now - started)
        return response
    }

    package nonisolated func problem(
        status: Int, code: String, detail: String, headers: [(String, String)], to request: Request?
    ) -> Response {
        let code = Problem.Code(rawValue: code) ?? .malformed
        var response = Problem(status, code, detail, headers: headers).response(requestID: Self.requestID())
        if let request { allowOrigin(of: request, in: &response) }
        return response
    }

    /// Editors send files; all others what fits into the operator's limit.
    package nonisolated func bodyLimit(method: String, path: String) -> Int? {
        path.hasPrefix(Self.faqBase + "/") && (method == "PUT" || method == "POST") ? 1 << 20 : nil
    }

    nonisolated static func requestID() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The customer's own address: the last one a trusted proxy has added, else the other end's.
    func address(of request: Request) -> String {
        guard settings.trustsProxy, let last = request.headers.all("X-Forwarded-For").last,
            let address = last.split(separator: ",").last?.filter({ $0 != " " }), !address.isEmpty
        else { return request.peer }
        return address
    }

    /// Takes one turn of a limited kind, or throws 429 with how long to wait. What customers do `aside` from talking they
    /// may do as often as `kind`, and it takes nothing from that.
    func limit(_ kind: Rates.Kind, _ call: Call, session: SecretHash? = nil, aside: Bool = false) throws {
        try limit(kind, address: call.address, session: session, aside: aside)
    }

    func limit(_ kind: Rates.Kind, address: String, session: SecretHash?, aside: Bool = false) throws {
        let place = aside ? "aside " : ""
        var shares = [Rates.Share(place + "address " + PeerAddress.network(of: address), times: 10)]
        if let session {
            let name = String(String.UnicodeScalarView(session.bytes.lazy.map { Unicode.Scalar($0) }))
            shares.append(Rates.Share(place + name))
        }
        try limit(kind, shares)
    }

    func limit(_ kind: Rates.Kind, _ shares: [Rates.Share]) throws {
        guard let wait = rates.take(kind, of: shares, now: now) else { return }
        tallies.count(rateLimited: kind)
        throw Problem.tooMany(wait)
    }
}

extension Problem {
    static func tooMany(_ wait: Int) -> Problem {
        Problem(
            429, .tooManyRequests, "That was too often. Try again in \(wait) seconds.",
            headers: [("Retry-After", String(wait))])
    }
}

// MARK: Other origins

extension API {
    /// Whether pages of this origin may call: the shops that are allowed, and the server's own.
    nonisolated func isAllowed(origin: String, host: String?) -> Bool {
        if settings.allowedOrigins.contains(origin) { return true }
        guard let host else { return false }
        return origin == "http://\(host)" || origin == "https://\(host)"
    }

    private func preflight(_ request: Request) -> Response? {
        guard request.method == "OPTIONS", request.headers["Origin"] != nil,
            request.headers["Access-Control-Request-Method"] != nil
        else { return nil }
        return Response(
            status: 204,
            headers: [
                ("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE"),
                (
                    "Access-Control-Allow-Headers",
                    "Authorization, Content-Type, Idempotency-Key, X-Customer-Session-Id"
                ),
                ("Access-Control-Max-Age", "600"),
            ])
    }

    private nonisolated func allowOrigin(of request: Request, in response: inout Response) {
        // What shops load is for every origin alike.
        let isForAll = response.headers.contains { $0.0 == "Access-Control-Allow-Origin" }
        guard let origin = request.headers["Origin"], !isForAll else { return }
        response.headers.append(("Vary", "Origin"))
        guard isAllowed(origin: origin, host: request.authority) else { return }
        response.headers.append(("Access-Control-Allow-Origin", origin))
        response.headers.append(("Access-Control-Expose-Headers", "X-Request-Id, Retry-After"))
    }
}
