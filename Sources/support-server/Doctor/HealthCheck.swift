/// One thing that `doctor` looks at, under the name by which documents and programs know it.
package enum HealthCheck: String, CaseIterable, Sendable {
    case dataFolder = "data-folder"
    case dataOwner = "data-owner"
    case dataModes = "data-modes"
    case dataFiles = "data-files"
    case serveLock = "serve-lock"
    case diskSpace = "disk-space"
    case diskInodes = "disk-inodes"
    case fileSystem = "file-system"
    case backup = "backup"

    case databaseVersion = "database-version"
    case databaseSound = "database-sound"
    case writeAheadLog = "write-ahead-log"
    case clock = "clock"

    case lists = "lists"
    case claims = "claims"
    case queue = "queue"
    case accounts = "accounts"
    case demoPasswords = "demo-passwords"

    case faqFolder = "faq-folder"
    case faqLinks = "faq-links"
    case faqPublication = "faq-publication"
    case faqLive = "faq-live"
    case faqPatterns = "faq-patterns"

    case listenAddress = "listen-address"
    case openFiles = "open-files"
    case origins = "origins"
    case proxy = "proxy"
    case identitySecret = "identity-secret"

    case libraries = "libraries"
    case pages = "pages"

    case serverAnswers = "server-answers"
    case serverVersion = "server-version"
    case serverStore = "server-store"
    case serverErrors = "server-errors"
    case serverConnections = "server-connections"
    case serverLoop = "server-loop"

    /// What belongs together, in the order of the report.
    package enum Group: String, CaseIterable, Sendable {
        case data = "The data folder"
        case database = "The database"
        case people = "Conversations and accounts"
        case faq = "The FAQ"
        case network = "Addresses and limits"
        case program = "The program"
        case server = "The running server"
    }

    package var group: Group {
        switch self {
        case .dataFolder, .dataOwner, .dataModes, .dataFiles, .serveLock, .diskSpace, .diskInodes, .fileSystem, .backup:
            .data
        case .databaseVersion, .databaseSound, .writeAheadLog, .clock: .database
        case .lists, .claims, .queue, .accounts, .demoPasswords: .people
        case .faqFolder, .faqLinks, .faqPublication, .faqLive, .faqPatterns: .faq
        case .listenAddress, .openFiles, .origins, .proxy, .identitySecret: .network
        case .libraries, .pages: .program
        case .serverAnswers, .serverVersion, .serverStore, .serverErrors, .serverConnections, .serverLoop: .server
        }
    }

    /// What is looked at, as the handbook's table says it.
    package var looksAt: String {
        switch self {
        case .dataFolder: "whether the data folder is there and has a database"
        case .dataOwner: "whether all its files belong to the folder's owner, and this user is that owner or root"
        case .dataModes: "whether others can read it: the folder has mode 0700, its files 0600"
        case .dataFiles: "whether `support.db-wal` belongs to the `support.db` beside it"
        case .serveLock: "which process serves the folder"
        case .diskSpace: "room on its disk: a tenth of it, and twice the database for a backup"
        case .diskInodes: "room for more files on its disk"
        case .fileSystem: "whether its file system keeps locks (network file systems often do not)"
        case .backup: "when `support-server backup` last made a copy that verified"
        case .databaseVersion: "whether this program knows the database's version"
        case .databaseSound: "SQLite's own check of a file up to 32 MiB, and the newest conversations of any"
        case .writeAheadLog: "whether the write-ahead log is folded into the database from time to time"
        case .clock: "whether the wall clock stands behind the newest event, or before 2025"
        case .lists: "whether every escalated conversation stands in exactly one list, the queue or an agent's"
        case .claims: "conversations that a disabled account still has"
        case .queue: "how long customers wait, and whether an agent is there"
        case .accounts: "whether somebody can log in, and somebody may add accounts"
        case .demoPasswords: "accounts with the password of `serve --demo`"
        case .faqFolder: "errors and warnings of the FAQ folder"
        case .faqLinks: "links that lead out of the FAQ folder, for which it is refused"
        case .faqPublication: "what an interrupted publication left behind"
        case .faqLive: "whether the running server answers with what the folder says"
        case .faqPatterns: "patterns that the running server has switched off"
        case .listenAddress: "whether the address is this machine's, and the port free or the server's own"
        case .openFiles: "whether the limit of open files is above `--max-connections`"
        case .origins: "which shops may use the chat, and whether over TLS"
        case .proxy: "whether what is set for a proxy fits the address that is listened on"
        case .identitySecret: "whether the identity secret is long enough"
        case .libraries: "the versions of SQLite, PCRE2 and libsodium, and what they were built with"
        case .pages: "whether the pages for browsers are there"
        case .serverAnswers: "whether the server answers `/health` and `/ready`"
        case .serverVersion: "whether the running server is this program's version"
        case .serverStore: "failed commits, and commands that wait for the disk"
        case .serverErrors: "answers with status 500 since the start"
        case .serverConnections: "connections that were refused or closed for slowness, and how many are left"
        case .serverLoop: "how long the event loop kept everybody waiting in the last minute"
        }
    }

    /// Looks at what was gathered.
    package func diagnosis(on house: Installation) -> Diagnosis {
        switch self {
        case .dataFolder: house.dataFolder
        case .dataOwner: house.dataOwner
        case .dataModes: house.dataModes
        case .dataFiles: house.dataFiles
        case .serveLock: house.serveLock
        case .diskSpace: house.diskSpace
        case .diskInodes: house.diskInodes
        case .fileSystem: house.fileSystem
        case .backup: house.backup
        case .databaseVersion: house.databaseVersion
        case .databaseSound: house.databaseSound
        case .writeAheadLog: house.writeAheadLog
        case .clock: house.clock
        case .lists: house.lists
        case .claims: house.claims
        case .queue: house.queue
        case .accounts: house.accounts
        case .demoPasswords: house.demoPasswords
        case .faqFolder: house.faqFolder
        case .faqLinks: house.faqLinks
        case .faqPublication: house.faqPublication
        case .faqLive: house.faqLive
        case .faqPatterns: house.faqPatterns
        case .listenAddress: house.listenAddress
        case .openFiles: house.openFiles
        case .origins: house.origins
        case .proxy: house.proxy
        case .identitySecret: house.identitySecret
        case .libraries: house.libraries
        case .pages: house.pages
        case .serverAnswers: house.serverAnswers
        case .serverVersion: house.serverVersion
        case .serverStore: house.serverStore
        case .serverErrors: house.serverErrors
        case .serverConnections: house.serverConnections
        case .serverLoop: house.serverLoop
        }
    }
}

/// What one check came to.
package struct Diagnosis: Hashable, Sendable {
    package enum State: String, Sendable {
        case ok
        /// It works, and may not for long, or not for everybody.
        case warning
        /// It does not work, or is not safe.
        case trouble
        /// What it needs could not be looked at, for a reason that another check names.
        case unseen
    }

    package let state: State
    /// A file, a folder, an address, an option.
    package let place: String
    package let sentence: String
    /// A command to type, or what to do where no command does it; nil where nothing is to be done.
    package let remedy: String?

    static func ok(_ sentence: String, at place: String) -> Diagnosis {
        Diagnosis(state: .ok, place: place, sentence: sentence, remedy: nil)
    }

    static func warning(_ sentence: String, at place: String, remedy: String) -> Diagnosis {
        Diagnosis(state: .warning, place: place, sentence: sentence, remedy: remedy)
    }

    static func trouble(_ sentence: String, at place: String, remedy: String) -> Diagnosis {
        Diagnosis(state: .trouble, place: place, sentence: sentence, remedy: remedy)
    }

    static func unseen(_ sentence: String, at place: String) -> Diagnosis {
        Diagnosis(state: .unseen, place: place, sentence: sentence, remedy: nil)
    }
}
