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
            route("/metrics", "Figures for Prometheus.") { api, _ in try await api.metrics() },
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

    private func metrics() async throws -> Response {
        let counts = try await switchboard.read { try $0.counts() }
        let text = MetricsText(
            tallies: tallies, figures: switchboard.figures, isWritable: switchboard.isWritable, counts: counts,
            queue: switchboard.queue.places(in: settings.workspace), server: serverCounters,
            sockets: rooms.members.values.map(\.side), now: now, version: settings.version,
            faq: (faq.edition.entries.count, faq.problem != nil, faq.switchedOff.count)
        ).text
        return Response(
            status: 200, headers: [("Content-Type", "text/plain; version=0.0.4; charset=utf-8")],
            body: Array(text.utf8))
    }
}
