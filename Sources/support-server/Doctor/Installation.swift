package import BotFlow
package import Storage
package import WebServer

/// All that `doctor` has gathered of an installation, so that its checks need no machine.
package struct Installation: Sendable {
    /// What the operator chose, as far as it can be wrong.
    package struct Choices: Sendable {
        package var data = "./data"
        package var faq = "./faq-data"
        package var listen = ListenAddress(host: "127.0.0.1", port: 8080)
        package var isDemo = false
        package var allowedOrigins: [String] = []
        package var trustsProxy = false
        package var identitySecret: String?
        package var connections = 20_000
        package var connectionsPerAddress = 200

        package init() {}
    }

    /// A file or folder as its folder shows it.
    package struct File: Hashable, Sendable {
        package var name: String
        package var owner: String
        package var mode: Int
        package var bytes: Int
        /// When it was made; nil where the file system does not say.
        package var madeAt: Moment?

        package init(name: String, owner: String, mode: Int, bytes: Int, madeAt: Moment? = nil) {
            self.name = name
            self.owner = owner
            self.mode = mode
            self.bytes = bytes
            self.madeAt = madeAt
        }
    }

    /// The disk that the data folder is on.
    package struct Disk: Hashable, Sendable {
        package var bytes = 0
        package var freeBytes = 0
        /// 0 where the file system has no fixed number.
        package var inodes = 0
        package var freeInodes = 0
        /// As the kernel names it: `ext4`, `nfs4`.
        package var fileSystem = ""

        package init() {}
    }

    /// What came of opening the database.
    package enum Database: Sendable {
        case absent
        case examined(Examination)
        case refused(StorageError)
        /// It could not be read, for this reason.
        case unreadable(String)
    }

    /// What came of reading the FAQ folder.
    package struct FAQ: Sendable {
        package var version = ""
        package var entries = 0
        package var errors = 0
        package var warnings = 0
        /// Where the first error is and what it says.
        package var firstError: String?
        /// Why the folder could not be read at all.
        package var failure: String?
        package var linksOut: [String] = []
        /// Files that a publication made and did not take away.
        package var leftovers: [String] = []

        package init() {}
    }

    /// The libraries that run.
    package struct Libraries: Sendable {
        package var sqlite = ""
        package var isSQLiteNewEnough = true
        package var pcre = ""
        package var hasUnicode = true
        package var hasJIT = true
        package var sodium = ""
        package var isSodiumReady = true

        package init() {}
    }

    /// What a running server said.
    package struct Running: Sendable {
        package var isReady = true
        package var isWritable = true
        package var faqVersion = ""
        package var faqProblem: String?
        package var patternsOff: [String] = []
        package var figures = Figures("")

        package init() {}
    }

    package var choices = Choices()
    package var now = Moment(milliseconds: 0)
    /// Whoever runs `doctor`.
    package var user = ""
    /// The data folder itself; nil when there is none.
    package var folder: File?
    package var files: [File] = []
    /// The process that serves the folder.
    package var holder: Int?
    package var disk = Disk()
    package var lastBackup: Moment?
    package var database = Database.absent
    /// Accounts that the demo's password opens.
    package var demoAccounts: [String] = []
    package var faqRead = FAQ()
    package var trial = ListenTrial.free
    /// Who listens on the port, when it is taken: `process 812 (nginx)`.
    package var listener: String?
    /// The most files the server may have open; nil when that cannot be read.
    package var openFilesLimit: Int?
    package var linked = Libraries()
    /// Pages that a browser would miss.
    package var missingPages: [String] = []
    /// Nil when nothing that is ours answers at the address.
    package var running: Running?

    package init() {}

    /// The options that lead a command to this folder.
    var dataOption: String { choices.data == "./data" ? "" : " --data \(quoted(choices.data))" }

    /// A path as a shell takes it.
    func quoted(_ path: String) -> String {
        let isPlain = path.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-._~/:@+,%".utf8.contains(byte)
            }
        }
        return isPlain && !path.isEmpty ? path : "'\(path.replacing("'", with: "'\\''"))'"
    }

    func file(_ name: String) -> File? { files.first { $0.name == name } }
    var databasePath: String { "\(choices.data)/support.db" }
}

/// Figures of `/metrics`, as a program that asks once needs them.
package struct Figures: Sendable {
    private let samples: [(name: String, labels: String, value: Double)]

    package init(_ text: String) {
        samples = text.split(separator: "\n").compactMap { line in
            guard !line.hasPrefix("#"), let space = line.lastIndex(of: " "),
                let value = Double(line[line.index(after: space)...])
            else { return nil }
            let name = line[..<space]
            let brace = name.firstIndex(of: "{") ?? name.endIndex
            return (String(name[..<brace]), String(name[brace...]), value)
        }
    }

    /// The sum over all labels that contain `part`; nil when there is no such figure.
    package func sum(_ name: String, _ part: String = "") -> Double? {
        let found = samples.filter { $0.name == name && (part.isEmpty || $0.labels.contains(part)) }
        return found.isEmpty ? nil : found.reduce(0) { $0 + $1.value }
    }

    /// The value of a label of the first sample of a name.
    package func label(_ label: String, of name: String) -> String? {
        samples.first { $0.name == name }?.labels.split(separator: "\(label)=\"").last?.split(separator: "\"").first
            .map(String.init)
    }
}
