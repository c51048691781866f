package import AgentDesk
package import WebAPI

/// Every option there is; one of a name means the same wherever it is taken.
package enum Options {
    // MARK: The installation

    package static let listen = Option(
        "listen", "HOST:PORT", fallback: "127.0.0.1:8080",
        "The address to listen on; port 0 takes any that is free."
    ) { text throws(WrongValue) in try ListenAddress(text) }

    package static let data = Option(
        "data", "DIR", fallback: "./data", "The folder of the database; created with mode 0700 when it is not there.",
        read: OptionValues.path)

    package static let faq = Option(
        "faq", "DIR", fallback: "./faq-data", "The folder the editors write in.", read: OptionValues.path)

    package static let demo = Option<Bool>(
        "demo", "Creates accounts with a known password for trying things out; listens on this machine only.")

    package static let webDir = Option(
        "web-dir", "DIR", "Serves the pages from a folder, read once at the start, instead of the built-in ones.",
        read: OptionValues.text)

    package static let routing = Option(
        "routing", oneOf: Routing.self, fallback: .queue,
        "Whether those who wait are claimed by agents (queue) or go to the least busy one by themselves (auto).")

    // MARK: Who may do what, and how often

    package static let allowOrigin = Option(
        "allow-origin", "ORIGIN,…", isRepeatable: true,
        "A shop whose pages may use the chat, such as https://shop.example; may be repeated.",
        read: OptionValues.origins)

    package static let rates = Option(
        "rates", "NAME=N,…|off", fallback: "start=20,message=30,quick_reply=30,escalate=10,login=10",
        "How often a minute one session may do something, and one address ten times as often; 0 for no limit.",
        read: OptionValues.rates)

    package static let trustProxy = Option<Bool>(
        "trust-proxy", "Takes a customer's address from X-Forwarded-For; only behind a proxy that sets it.")

    package static let adoptSessionIDs = Option<Bool>(
        "adopt-session-ids", "Takes session ids that clients made themselves, instead of giving out new ones.")

    package static let identitySecret = Option(
        "identity-secret", "TEXT",
        "The key under which the shop signs its customers' emails, so that agents see them as verified.",
        read: OptionValues.text)

    package static let tokenTTL = Option(
        "token-ttl", "TIME", fallback: "8h", "How long an agent stays logged in: 90s, 15m, 8h or 30d.",
        read: OptionValues.duration)

    package static let retain = Option(
        "retain", "TIME|forever", fallback: "forever",
        "How long a conversation keeps its words after its end, such as 365d; what is counted stays.",
        read: OptionValues.retention)

    // MARK: Operation

    package static let logFormat = Option(
        "log-format", oneOf: LogWriter.Format.self, fallback: .text, "How log lines are written to standard error.")

    package static let batch = Option(
        "batch", "N", fallback: "256",
        "How many commands one commit may carry; 1 commits each alone, for comparing.",
        read: OptionValues.integer(1...4096))

    package static let maxBody = Option(
        "max-body", "BYTES", fallback: "64k", "The longest body of a request.", read: OptionValues.byteCount)

    package static let maxHeader = Option(
        "max-header", "BYTES", fallback: "16k", "The longest head of a request.", read: OptionValues.byteCount)

    package static let maxFields = Option(
        "max-fields", "N", fallback: "100", "The most header fields of a request.",
        read: OptionValues.integer(1...10_000))

    package static let maxURI = Option(
        "max-uri", "BYTES", fallback: "8k", "The longest target of a request.", read: OptionValues.byteCount)

    package static let maxFrame = Option(
        "max-frame", "BYTES", fallback: "64k", "The longest message on a WebSocket.", read: OptionValues.byteCount)

    package static let headerDeadline = Option(
        "header-deadline", "TIME", fallback: "10s", "How long a client may take to send a head.",
        read: OptionValues.duration)

    package static let bodyDeadline = Option(
        "body-deadline", "TIME", fallback: "15s", "How long a client may take to send a body.",
        read: OptionValues.duration)

    package static let maxConnections = Option(
        "max-connections", "N", fallback: "20000", "The most connections at a time.",
        read: OptionValues.integer(1...1_000_000))

    package static let maxConnectionsPerAddress = Option(
        "max-connections-per-address", "N", fallback: "200", "The most connections of one address at a time.",
        read: OptionValues.integer(1...1_000_000))

    // MARK: The simulation

    package static let url = Option(
        "url", "URL", fallback: "http://127.0.0.1:8080", "The server to play against.", read: OptionValues.server)

    package static let customers = Option(
        "customers", "N", fallback: "50", "How many customers are played.", read: OptionValues.integer(1...20_000))

    package static let agents = Option(
        "agents", "N", fallback: "5", "How many agents are played.", read: OptionValues.integer(1...1000))

    package static let seconds = Option(
        "seconds", "N", fallback: "30", "How long is played.", read: OptionValues.integer(1...1_000_000))

    package static let pace = Option(
        "pace", "N", fallback: "1", "How many times faster than people everybody thinks; 1000 for as fast as can be.",
        read: OptionValues.integer(1...1000))

    package static let seed = Option(
        "seed", "N", fallback: "1", "What everybody does is drawn from it.",
        read: OptionValues.integer(0...Int(Int32.max)))

    package static let admin = Option(
        "admin", "NAME",
        "The account that adds the agents who are played; asks for its password. The demo's when left out.",
        read: OptionValues.text)

    // MARK: Single commands

    package static let json = Option<Bool>("json", "Prints the report as JSON, for programs.")

    package static let displayName = Option(
        "display-name", "TEXT", "What customers see; the account's own name when left out.",
        read: OptionValues.text)

    package static let role = Option(
        "role", oneOf: Role.self, fallback: .agent,
        "What the account is for: agents answer, supervisors also handle what others have claimed, editors keep the "
            + "FAQ, admins also keep the accounts.")

    package static let maxActiveChats = Option(
        "max-active-chats", "N", fallback: "5", "How many conversations --routing auto may give them at a time.",
        read: OptionValues.integer(0...100))

    package static let rebuild = Option<Bool>(
        "rebuild", "Makes the lists and the search index anew from the log first; not beside a running server.")

    package static let strict = Option<Bool>("strict", "Takes warnings for errors.")

    package static let reportFormat = Option(
        "format", oneOf: ReportFormat.self, fallback: .text, "How the report is written.")

    package static let lines = Option<Bool>(
        "lines", "Reads one message a line from standard input, and prints one line for each.")

    package static let messages = Option(
        "messages", "FILE", "Messages of customers, one a line; - for standard input.", read: OptionValues.text)

    package static let since = Option(
        "since", "TIME", fallback: "30d", "How far back to look: 90s, 15m, 8h or 30d.", read: OptionValues.duration)

    package static let limit = Option(
        "limit", "N", fallback: "20", "How many groups to show.", read: OptionValues.integer(1...10_000))

    package static let draft = Option(
        "draft", "SLUG", "Writes a new entry of this name from one group, instead of the report.",
        read: OptionValues.text)

    package static let group = Option(
        "group", "N", fallback: "1", "The number of the group in the report that a draft is made from.",
        read: OptionValues.integer(1...10_000))

    package static let topic = Option(
        "topic", "DIR", fallback: "drafts", "The folder in the FAQ that a draft is put in.", read: OptionValues.path)

    package static let check = Option<Bool>(
        "check", "Changes nothing; the exit code is 1 where something would change.")

    package static let output = Option(
        "output", "FILE", "Writes to a new file instead of to standard output.", read: OptionValues.text)

    package static let dryRun = Option<Bool>("dry-run", "Says what would be done, and changes nothing.")

    package static let locale = Option(
        "locale", "LANGUAGE", "The customer's language, such as de or de-AT.", read: OptionValues.text)
}

/// How a report is written.
package enum ReportFormat: String, CaseIterable, Sendable {
    case text
    case json
    /// Workflow commands of GitHub Actions.
    case github
    /// SARIF 2.1.0.
    case sarif
}
