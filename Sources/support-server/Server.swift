import AgentDesk
import BotFlow
import FAQ
import Foundation
import Glibc
import Storage
import Switchboard
import WebAPI
import WebServer

/// One server from its start to its end.
struct Server: Sendable {
    private let choices: ServerChoices
    private let log: Log
    private let manager = ServiceManager(environment: ProcessInfo.processInfo.environment)

    init(_ choices: ServerChoices) {
        self.choices = choices
        let writer = LogWriter(choices.logFormat, namesPriority: LogWriter.isReadByJournal)
        log = { writer.write($0) }
    }

    /// Starts one thing after the other, serves, and returns when it was told to stop.
    func run() async throws -> ExitCode {
        try choices.data.create()
        let lock = try choices.data.lock(for: "start another")
        try Store.check(choices.data)
        let loading = FAQLoading(of: choices.faq, by: KeptFAQ(in: choices.data, log: log))
        let first = try loading.first(log)
        let workshop = Workshop(LiveFAQ(first.edition), on: FolderShelf(choices.faq)) { .today }
        let pages = try choices.webDir.map { try Pages.read(from: $0) } ?? Pages.builtIn
        if choices.isDemo { try await Demo.prepare(choices.data) }

        // A thread of its own for the loop: what is awaited here may be resumed on any thread, and the loop must stay.
        let outcome: Result<ExitCode, any Error> = await withCheckedContinuation { continuation in
            let thread = Thread {
                let outcome = Result {
                    try serve(workshop, loading, first.loading, pages)
                }
                continuation.resume(returning: outcome)
            }
            thread.name = "loop"
            thread.stackSize = 8 << 20
            thread.start()
        }
        return try withExtendedLifetime(lock) { try outcome.get() }
    }

    /// For the loop's own thread, which it keeps until the end.
    private func serve(
        _ workshop: Workshop, _ loading: FAQLoading, _ first: Loading, _ pages: [WebAPI.Page]
    ) throws -> ExitCode {
        let loop = try EventLoop()
        var opened: Switchboard?
        let (data, startedAt) = (choices.data, Moment.now)
        var settings = choices.settings
        settings.surroundings = { Surroundings(of: data, startedAt: startedAt) }
        let api = API(loop: loop, settings: settings, workshop: workshop, pages: pages, log: log) { publish in
            let switchboard = Store.open(
                choices.data, Ledger.Settings(routing: choices.routing, clock: choices.settings.clock),
                choices.switchboard, publish: publish)
            opened = switchboard
            return switchboard
        }
        guard let switchboard = opened else { preconditionFailure("An API opens its switchboard when it is made.") }
        let reload = Reload(in: workshop, from: loading, log: log) { await api.record($0.version, $0.changes) }
        let server = WebServer(loop: loop, service: api, limits: choices.connections)
        let port = try server.listen(host: choices.listen.host, port: choices.listen.port)
        let address = ListenAddress(host: choices.listen.host, port: port)

        let shutdown = Shutdown(
            loop: loop, server: server, api: api, switchboard: switchboard, manager: manager, log: log)
        try loop.onSignal(SIGTERM) { shutdown.begin(on: "SIGTERM") }
        try loop.onSignal(SIGINT) { shutdown.begin(on: "SIGINT") }
        try loop.onSignal(SIGHUP) { reload.request() }
        let watch = watchFAQ(on: loop, reload)
        api.assumeIsolated { $0.begin(serving: server) }
        Task {
            await api.recordStart()
            await reload.keep(first)
        }

        log(
            LogLine(
                .info, "server.started",
                [("address", address.url), ("version", Version.number), ("data", choices.data.path)]))
        Console.say(try greeting(at: address.url))
        manager.ready(at: address.url, on: loop)
        loop.run()
        return withExtendedLifetime(watch) { .done }
    }

    /// Without a watch the server works all the same, so it starts; SIGHUP remains.
    private func watchFAQ(on loop: EventLoop, _ reload: Reload) -> FolderWatch? {
        do {
            return try loop.watch(folder: choices.faq) { reload.request() }
        } catch {
            log(
                LogLine(
                    .warning, "faq.not_watched",
                    [("folder", choices.faq), ("error", "\(error)"), ("remedy", "send SIGHUP after a change")]))
            return nil
        }
    }

    /// What somebody who started it by hand wants to know.
    private func greeting(at url: String) throws -> String {
        let colleagues = try SQLiteArchive(path: choices.data.database).colleagues(in: choices.settings.workspace)
        let accounts: String
        if choices.isDemo {
            accounts = "Accounts, all with the password \(Demo.password):\n\(Demo.list)"
        } else if colleagues.isEmpty {
            accounts = "There is no account yet. `support-server agent add NAME --role admin` adds the first.\n"
        } else {
            accounts = ""
        }
        return """

            \(Version.text)

              \(url)/                the shop with the chat
              \(url)/agent           the agents' desk
              \(url)/agent/answers   the editors' answers
              \(url)/docs            the API

            \(accounts)Ctrl-C stops.


            """
    }
}
