import AgentDesk
import Switchboard
import WebAPI
import WebServer

extension Subcommand {
    static let serve = Subcommand(
        "serve", summary: "Runs the server.",
        details: """
            Starts the database, the FAQ and the port in this order and says what is wrong with the first that refuses. \
            Loads the FAQ again when a file of it changes, or on SIGHUP. SIGTERM or Ctrl-C: stops accepting, finishes \
            what is running, says goodbye to sockets; a second one stops at once. TLS belongs to a proxy in front.
            """,
        options: [
            Options.listen, Options.data, Options.faq, Options.demo, Options.webDir, Options.routing,
            Options.allowOrigin, Options.rates, Options.trustProxy, Options.adoptSessionIDs, Options.identitySecret,
            Options.tokenTTL, Options.retain, Options.logFormat, Options.batch, Options.maxBody, Options.maxHeader,
            Options.maxFields,
            Options.maxURI,
            Options.maxFrame, Options.headerDeadline, Options.bodyDeadline, Options.maxConnections,
            Options.maxConnectionsPerAddress,
        ],
        examples: [
            ("serve --demo", "try everything on this machine, with accounts made for it"),
            ("serve --data /var/lib/support --faq /srv/faq --allow-origin https://shop.example", "behind a proxy"),
            ("serve --listen [::1]:0 --log-format json", "any free port, and logs for a collector"),
            ("serve --rates off --batch 1", "for load tests: no limits, and a commit for each command"),
        ]
    ) { arguments in
        try await Server(try ServerChoices(arguments)).run()
    }
}

/// What the operator chose for `serve`.
struct ServerChoices: Sendable {
    let listen: ListenAddress
    let data: DataFolder
    let faq: String
    let isDemo: Bool
    let webDir: String?
    let routing: Routing
    let logFormat: LogWriter.Format
    var settings = Settings()
    var connections = WebServer.Limits()
    var switchboard = Switchboard.Limits()

    init(_ arguments: Arguments) throws(WrongUsage) {
        listen = try arguments.value(of: Options.listen)
        data = DataFolder(try arguments.value(of: Options.data))
        faq = try arguments.value(of: Options.faq)
        isDemo = try arguments.value(of: Options.demo)
        webDir = try arguments.value(of: Options.webDir)
        routing = try arguments.value(of: Options.routing)
        logFormat = try arguments.value(of: Options.logFormat)
        settings.allowedOrigins = try arguments.value(of: Options.allowOrigin)
        settings.rates = try arguments.value(of: Options.rates)
        settings.trustsProxy = try arguments.value(of: Options.trustProxy)
        settings.adoptsSessionIDs = try arguments.value(of: Options.adoptSessionIDs)
        settings.identitySecret = try arguments.value(of: Options.identitySecret)
        settings.tokenLifetime = try arguments.value(of: Options.tokenTTL)
        settings.retention = try arguments.value(of: Options.retain)
        settings.version = Version.number
        let clock = SteadyClock { .now }
        settings.clock = { clock.now }
        switchboard.batch = try arguments.value(of: Options.batch)
        connections.body = try arguments.value(of: Options.maxBody)
        connections.head = try arguments.value(of: Options.maxHeader)
        connections.fields = try arguments.value(of: Options.maxFields)
        connections.target = try arguments.value(of: Options.maxURI)
        connections.message = try arguments.value(of: Options.maxFrame)
        connections.headDeadline = try arguments.value(of: Options.headerDeadline)
        connections.bodyDeadline = try arguments.value(of: Options.bodyDeadline)
        connections.connections = try arguments.value(of: Options.maxConnections)
        connections.connectionsPerAddress = try arguments.value(of: Options.maxConnectionsPerAddress)
        guard !isDemo || listen.isLoopback else {
            throw WrongUsage(
                "--demo makes accounts whose password everybody knows, so it listens on this machine only, and "
                    + "\(listen) can be reached by others. Leave --listen out, or add accounts with "
                    + "`support-server agent add` and leave --demo out.")
        }
    }
}
