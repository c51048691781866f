import BotFlow
import Storage
import TestSupport
import Testing
import WebServer
import support_server

/// Each check of `doctor` that needs no machine, with what it is to find broken.
///
/// Those that look into a database or ask a server are broken in Tests/System/test_doctor.py.
@Suite struct HealthCheckTests {
    /// One way in which an installation can be broken.
    struct Case: Sendable, CustomTestStringConvertible {
        let check: HealthCheck
        let state: Diagnosis.State
        /// Stands in the remedy.
        let remedy: String
        let breaking: @Sendable (inout Installation) -> Void

        init(
            _ check: HealthCheck, _ state: Diagnosis.State, _ remedy: String,
            _ breaking: @escaping @Sendable (inout Installation) -> Void
        ) {
            self.check = check
            self.state = state
            self.remedy = remedy
            self.breaking = breaking
        }

        var testDescription: String { "\(check.rawValue): \(remedy)" }
    }

    private static let now = Moment(milliseconds: 1_790_000_000_000)

    private static func healthy() throws -> Installation {
        let folder = try Folder()
        _ = try SQLiteStore(path: folder.store)
        var house = Installation()
        house.choices.data = "/var/lib/support"
        house.choices.allowedOrigins = ["https://shop.example"]
        house.choices.identitySecret = String(repeating: "s", count: 32)
        house.now = now
        house.user = "support"
        house.folder = Installation.File(name: "/var/lib/support", owner: "support", mode: 0o700, bytes: 4096)
        house.files = [
            Installation.File(name: "support.db", owner: "support", mode: 0o600, bytes: 1 << 20, madeAt: now),
            Installation.File(name: "support.db-wal", owner: "support", mode: 0o600, bytes: 4096, madeAt: now),
        ]
        house.holder = 812
        house.disk.bytes = 100 << 30
        house.disk.freeBytes = 50 << 30
        house.disk.inodes = 1000
        house.disk.freeInodes = 900
        house.disk.fileSystem = "ext4"
        house.lastBackup = now
        house.database = .examined(try Examination(of: folder.store, in: .default, isFrozen: false))
        house.faqRead.version = "abc"
        house.trial = .taken
        house.openFilesLimit = 65_536
        house.running = Installation.Running()
        house.running?.faqVersion = "abc"
        house.running?.figures = Figures(
            """
            # TYPE support_build_info gauge
            support_build_info{version="\(Version.number)"} 1
            support_loop_lag_seconds 0.01
            """)
        return house
    }

    @Test func ofAHealthyInstallationOnlyTheMissingAccountIsTold() throws {
        let report = HealthReport(on: try Self.healthy())
        for (check, diagnosis) in report.diagnoses where check != .accounts {
            #expect(diagnosis.state == .ok, "\(check.rawValue): \(diagnosis.sentence)")
        }
        #expect(report.exitCode == .no)
        #expect(report.text.contains("1 trouble, 0 warnings."))
    }

    @Test(arguments: cases)
    func whatIsBrokenIsNamedWithItsRemedy(broken: Case) throws {
        var house = try Self.healthy()
        #expect(broken.check.diagnosis(on: house).state == .ok)
        broken.breaking(&house)
        let diagnosis = broken.check.diagnosis(on: house)
        #expect(diagnosis.state == broken.state, "\(diagnosis.sentence)")
        #expect(diagnosis.remedy?.contains(broken.remedy) == true, "\(diagnosis.remedy ?? "no remedy")")
        #expect(!diagnosis.place.isEmpty && !diagnosis.sentence.isEmpty)
    }

    private static let cases: [Case] = data + faq + network + program + server

    private static let data = [
        Case(.dataFolder, .trouble, "serve --data /var/lib/support") { $0.folder = nil },
        Case(.dataFolder, .trouble, "serve --data") { $0.files = [] },
        Case(.dataOwner, .trouble, "chown -R support: /var/lib/support") { $0.files[1].owner = "root" },
        Case(.dataOwner, .trouble, "sudo -u support support-server doctor") { $0.user = "ana" },
        Case(.dataModes, .trouble, "chmod 700 '/srv/a b' && chmod 600") {
            $0.choices.data = "/srv/a b"
            $0.folder?.mode = 0o755
        },
        Case(.dataModes, .trouble, "chmod 600 /var/lib/support/*") { $0.files[0].mode = 0o640 },
        Case(.dataFiles, .trouble, "mv /var/lib/support/support.db-wal") { $0.files.removeFirst() },
        Case(.dataFiles, .warning, "only after a restore") {
            $0.holder = nil
            $0.files[0].madeAt = now.advanced(by: .seconds(60))
        },
        Case(.serveLock, .trouble, "kill 812") { $0.running = nil },
        Case(.diskSpace, .trouble, "make room") { $0.disk.freeBytes = 1 << 20 },
        Case(.diskSpace, .warning, "make room") { $0.disk.freeBytes = 9 << 30 },
        Case(.diskSpace, .warning, "make room") { $0.files[0].bytes = 30 << 30 },
        Case(.diskInodes, .trouble, "du --inodes") { $0.disk.freeInodes = 3 },
        Case(.diskInodes, .warning, "du --inodes") {
            $0.disk.inodes = 100_000
            $0.disk.freeInodes = 500
        },
        Case(.fileSystem, .warning, "a disk of this machine") { $0.disk.fileSystem = "nfs4" },
        Case(.backup, .warning, "support-server backup") { $0.lastBackup = nil },
        Case(.backup, .warning, "support-server backup") { $0.lastBackup = now.advanced(by: .seconds(-3 * 86_400)) },
        Case(.databaseVersion, .warning, "support-server backup FILE --data /var/lib/support") {
            $0.database = .refused(.older(path: "", version: 1, known: 3))
        },
        Case(.databaseVersion, .trouble, "install that program again") {
            $0.database = .refused(.newer(path: "", version: 9, known: 3))
        },
        Case(.databaseVersion, .trouble, "--data") { $0.database = .refused(.foreign(path: "")) },
        Case(.databaseSound, .trouble, "support-server verify --data") {
            $0.database = .refused(.damaged(path: "", ["disk image is malformed"]))
        },
        Case(.databaseSound, .trouble, "dmesg") { $0.database = .unreadable("The disk does not answer.") },
        Case(.writeAheadLog, .warning, "restart the server") { $0.files[1].bytes = 1 << 30 },
        Case(.clock, .trouble, "timedatectl") { $0.now = Moment(milliseconds: 0) },
    ]

    private static let faq = [
        Case(.faqFolder, .trouble, "--faq") { $0.faqRead.failure = "There is no such folder." },
        Case(.faqFolder, .trouble, "support-server faq check ./faq-data") { $0.faqRead.errors = 1 },
        Case(.faqFolder, .warning, "support-server faq check ./faq-data") { $0.faqRead.warnings = 2 },
        Case(.faqLinks, .trouble, "readlink -f") { $0.faqRead.linksOut = ["a.md"] },
        Case(.faqPublication, .trouble, "find ./faq-data") { $0.faqRead.leftovers = [".x.old"] },
        Case(.faqLive, .trouble, "support-server faq check") { $0.running?.faqProblem = "1 error in the folder" },
        Case(.faqLive, .warning, "kill -HUP 812") { $0.running?.faqVersion = "older" },
        Case(.faqPatterns, .warning, "support-server faq check") { $0.running?.patternsOff = ["a.md:3"] },
    ]

    private static let network = [
        Case(.listenAddress, .trouble, "ss -ltnp") { $0.running = nil },
        Case(.listenAddress, .trouble, "--data") { $0.holder = nil },
        Case(.listenAddress, .trouble, "ip -brief address") {
            $0.running = nil
            $0.trial = .notHere
        },
        Case(.listenAddress, .trouble, "CAP_NET_BIND_SERVICE") {
            $0.running = nil
            $0.trial = .forbidden
        },
        Case(.openFiles, .warning, "LimitNOFILE=65536") { $0.openFilesLimit = 1024 },
        Case(.origins, .warning, "--allow-origin https://") { $0.choices.allowedOrigins = [] },
        Case(.origins, .warning, "https://shop.example") { $0.choices.allowedOrigins = ["http://shop.example"] },
        Case(.proxy, .warning, "--listen 127.0.0.1:8080") {
            $0.choices.trustsProxy = true
            $0.choices.listen = ListenAddress(host: "0.0.0.0", port: 8080)
        },
        Case(.proxy, .warning, "--max-connections-per-address 20000") { $0.choices.trustsProxy = true },
        Case(.identitySecret, .warning, "openssl rand") { $0.choices.identitySecret = "short" },
    ]

    private static let program = [
        Case(.libraries, .trouble, "libsqlite3-0") { $0.linked.isSQLiteNewEnough = false },
        Case(.libraries, .trouble, "libpcre2-8-0") { $0.linked.hasUnicode = false },
        Case(.libraries, .trouble, "/dev/urandom") { $0.linked.isSodiumReady = false },
        Case(.libraries, .warning, "libpcre2-8-0") { $0.linked.hasJIT = false },
        Case(.pages, .trouble, "--web-dir") { $0.missingPages = ["/agent"] },
    ]

    private static func figures(_ more: String) -> Figures {
        Figures("support_build_info{version=\"\(Version.number)\"} 1\n\(more)\n")
    }

    private static let server = [
        Case(.serverAnswers, .trouble, "store.failed") { $0.running?.isWritable = false },
        Case(.serverAnswers, .trouble, "/ready") { $0.running?.isReady = false },
        Case(.serverVersion, .warning, "systemctl restart") {
            $0.running?.figures = Figures("support_build_info{version=\"0.9\"} 1")
        },
        Case(.serverStore, .warning, "store.failed") {
            $0.running?.figures = figures("support_store_failures_total 2")
        },
        Case(.serverStore, .trouble, "iostat") { $0.running?.figures = figures("support_store_waiting_commands 4000") },
        Case(.serverErrors, .warning, "request.failed") {
            $0.running?.figures = figures("support_http_requests_total{operation=\"a\",status=\"500\"} 1")
        },
        Case(.serverConnections, .warning, "ss -tn") {
            $0.running?.figures = figures("support_connections_refused_total 7")
        },
        Case(.serverConnections, .warning, "--max-connections") {
            $0.running?.figures = figures("support_connections 19999")
        },
        Case(.serverLoop, .warning, "top -H -p 812") { $0.running?.figures = figures("support_loop_lag_seconds 0.9") },
    ]

    /// Broken in the databases and servers of the system tests.
    private static let elsewhere: Set<HealthCheck> = [.lists, .claims, .queue, .accounts, .demoPasswords]

    @Test func noCheckIsWithoutABrokenInstallation() {
        #expect(Set(Self.cases.map(\.check)).union(Self.elsewhere) == Set(HealthCheck.allCases))
    }

    @Test func figuresAreAddedUpByNameAndLabel() {
        let figures = Figures("# HELP a b\na{x=\"1\",y=\"2\"} 2\na{x=\"2\",y=\"2\"} 3.5\nb 1e3\n")
        #expect(figures.sum("a") == 5.5)
        #expect(figures.sum("a", "x=\"1\"") == 2)
        #expect(figures.sum("b") == 1000)
        #expect(figures.sum("c") == nil)
        #expect(figures.label("y", of: "a") == "2")
    }
}

/// What the kernel's files of text say.
@Suite struct KernelTests {
    @Test func theHolderOfALockIsFoundByItsInode() {
        let locks = """
            1: POSIX  ADVISORY  WRITE 1 fe:01:77 0 EOF
            2: FLOCK  ADVISORY  WRITE 812 fe:01:77 0 EOF
            3: FLOCK  ADVISORY  WRITE 900 fe:01:78 0 EOF
            """
        #expect(Kernel.holder(ofInode: 77, in: locks) == 812)
        #expect(Kernel.holder(ofInode: 79, in: locks) == nil)
    }

    @Test func theFileSystemIsThatOfTheInnermostMount() {
        let mounts = """
            1 0 254:1 / / rw - ext4 /dev/vda rw
            2 1 0:40 / /srv rw,noatime shared:3 - nfs4 host:/srv rw
            3 1 0:41 / /srv/a\\040b rw - tmpfs tmpfs rw
            """
        #expect(Kernel.fileSystem(of: "/srv/data", in: mounts) == "nfs4")
        #expect(Kernel.fileSystem(of: "/srvother", in: mounts) == "ext4")
        #expect(Kernel.fileSystem(of: "/srv/a b/c", in: mounts) == "tmpfs")
    }

    @Test func theLimitAndTheListenersAreRead() {
        let limits =
            "Limit    Soft Limit  Hard Limit  Units\nMax open files            1024                 4096       files\n"
        #expect(Kernel.openFilesLimit(in: limits) == 1024)
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4711 1
               1: 0100007F:1F90 0100007F:C350 01 00000000:00000000 00:00000000 00000000     0        0 4712 1
            """
        #expect(Kernel.listeningInodes(onPort: 8080, in: table) == ["4711"])
    }
}
