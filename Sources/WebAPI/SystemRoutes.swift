import AgentDesk
import BotFlow
import FAQ
import JSON
import Switchboard
import WebServer

/// What operators and programs look at, and the pages for browsers.
extension API {
    static let routes: [Route] = customerRoutes + agentRoutes + accountRoutes + faqRoutes + systemRoutes

    static let systemRoutes: [Route] = {
        func route(_ path: String, _ summary: String, _ handler: @escaping Route.Handler) -> Route {
            Route(
                method: "GET", path: path, tag: .system, summary: summary, access: .everybody, answer: .plain,
                handler: handler)
        }
        return [
            route("/health", "Whether the program is alive.") { _, _ in .json(Array(#"{"status":"ok"}"#.utf8)) },
            route("/ready", "Whether it can do its work, and what keeps it from doing so.") { api, _ in
                await api.ready()
            },
            route("/metrics", "Figures for Prometheus.") { api, _ in await api.metrics() },
            route("/openapi.json", "This contract.") { api, _ in
                .json(api.contract)
            },
            route("/docs", "The contract for people.") { api, _ in
                Response(
                    status: 200,
                    headers: API.headers("text/html; charset=utf-8") + [("Cache-Control", "no-cache")],
                    body: api.contractPage)
            },
            Route(
                method: "GET", path: realtimePath, tag: .system, summary: "The WebSocket of section 5.",
                access: .everybody, answer: .plain
            ) { _, _ in
                throw Problem(
                    426, .upgradeRequired, "This is a WebSocket. Ask for an upgrade.",
                    headers: [("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13")])
            },
        ]
    }()

    private func ready() async -> Response {
        let isReady = await switchboard.isReady
        let problem = faq.problem
        return .json(
            JSONWriter.object { answer in
                answer.member("status", !isReady ? "unavailable" : problem == nil ? "ready" : "degraded")
                answer.member("store", object: { $0.member("writable", isReady) })
                answer.member(
                    "faq",
                    object: { faq in
                        faq.member("version", self.faq.edition.version)
                        faq.member("entries", self.faq.edition.entries.count)
                        faq.member("problem", problem?.summary)
                        faq.member("patterns_off", strings: self.faq.switchedOff.map { "\($0.file):\($0.line)" })
                        faq.member(
                            "diagnostics",
                            array: { list in
                                for diagnostic in problem?.diagnostics.filter({ $0.severity != .note }).prefix(20) ?? []
                                {
                                    list.object {
                                        $0.member("severity", diagnostic.severity.rawValue)
                                        $0.member("code", diagnostic.code.rawValue)
                                        $0.member("file", diagnostic.place.file)
                                        $0.member("line", diagnostic.place.line)
                                        $0.member("column", diagnostic.place.column)
                                        $0.member("message", diagnostic.message)
                                    }
                                }
                            })
                    })
            }, status: isReady ? 200 : 503)
    }

    private func metrics() async -> Response {
        if inspection == nil { await inspect() }
        let (workspace, surroundings) = (settings.workspace, settings.surroundings)
        // A store that cannot be read leaves out what is read there: the figures that tell of it are wanted most then.
        let read = try? await switchboard.read { (try $0.colleagues(in: workspace), surroundings()) }
        let now = now
        var store = switchboard.figures
        store.waitingJobs["hasher"] = hashers.waiting
        var metrics = MetricsText(version: settings.version)
        metrics.add(tallies)
        metrics.add(conversations: tallies)
        metrics.add(store, isWritable: switchboard.isWritable)
        if let inspection { metrics.add(inspection) }
        metrics.add(switchboard.queue.places(in: workspace), now: now)
        if let (colleagues, _) = read {
            metrics.add(Staff(colleagues) { switchboard.attendance.has($0, at: now) })
        }
        metrics.add(
            faqEntries: faq.edition.entries.count, isStale: faq.problem != nil, patternsOff: faq.switchedOff.count,
            gaveUp: tallies.patternsGaveUp)
        metrics.add(sockets: rooms.members.values.map(\.side), serverCounters)
        if let (_, surroundings) = read { metrics.add(surroundings) }
        return Response(
            status: 200, headers: [("Content-Type", "text/plain; version=0.0.4; charset=utf-8")],
            body: Array(metrics.text.utf8))
    }
}
