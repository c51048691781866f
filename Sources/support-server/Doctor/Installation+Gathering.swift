import AgentDesk
import BotFlow
import FAQ
import Foundation
import PCRE
import SQLite
import Sodium
import Storage
import WebAPI
import WebServer

/// Looking at the machine. Nothing here changes anything, and nothing grows with the number of messages.
extension Installation {
    /// Throws when the data folder is there and cannot be looked into.
    init(of chosen: ServerChoices, at moment: Moment) throws {
        choices.data = chosen.data.path
        choices.faq = chosen.faq
        choices.listen = chosen.listen
        choices.isDemo = chosen.isDemo
        choices.allowedOrigins = chosen.settings.allowedOrigins
        choices.trustsProxy = chosen.settings.trustsProxy
        choices.identitySecret = chosen.settings.identitySecret
        choices.connections = chosen.connections.connections
        choices.connectionsPerAddress = chosen.connections.connectionsPerAddress
        now = moment
        user = ProcessInfo.processInfo.userName
        try lookAtFolder(chosen.data)
        lookAtDatabase(chosen.data)
        lookAtFAQ()
        lookAtPort()
        let limits = Kernel.text(of: "/proc/\(holder.map { "\($0)" } ?? "self")/limits")
        openFilesLimit = limits.flatMap { Kernel.openFilesLimit(in: $0) }
        linked.sqlite = SQLite.Database.libraryVersion
        linked.isSQLiteNewEnough = SQLite.Database.isLibraryNewEnough
        (linked.pcre, linked.hasUnicode, linked.hasJIT) = Pattern.library
        linked.sodium = Sodium.Library.version
        linked.isSodiumReady = Sodium.Library.isReady
        missingPages = Self.missingPages(in: chosen.webDir)
    }

    private mutating func lookAtFolder(_ data: DataFolder) throws {
        guard let own = Self.file(at: data.path, named: data.path), own.isFolder else { return }
        folder = own.file
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: data.path)
        } catch {
            throw Failure(
                "\(data.path) belongs to \(own.file.owner) and cannot be looked into. "
                    + "`sudo -u \(own.file.owner) support-server doctor` can.")
        }
        files = names.sorted().compactMap { name in
            let found = Self.file(at: "\(data.path)/\(name)", named: name)
            return found?.isFolder == false ? found?.file : nil
        }
        // Without the lock's file nobody holds it, and without the kernel's list it is not known who does.
        let lock = try? FileManager.default.attributesOfItem(atPath: data.lockFile)[.systemFileNumber] as? Int
        if let lock, let locks = Kernel.text(of: "/proc/locks") { holder = Kernel.holder(ofInode: lock, in: locks) }
        lastBackup = data.lastBackup
        // A file system that does not tell leaves its figures at 0, which no check takes for full.
        if let room = try? FileManager.default.attributesOfFileSystem(forPath: data.path) {
            disk.bytes = (room[.systemSize] as? NSNumber)?.intValue ?? 0
            disk.freeBytes = (room[.systemFreeSize] as? NSNumber)?.intValue ?? 0
            disk.inodes = (room[.systemNodes] as? NSNumber)?.intValue ?? 0
            disk.freeInodes = (room[.systemFreeNodes] as? NSNumber)?.intValue ?? 0
        }
        let path = URL(fileURLWithPath: data.path).resolvingSymlinksInPath().path
        disk.fileSystem = Kernel.text(of: "/proc/self/mountinfo").flatMap { Kernel.fileSystem(of: path, in: $0) } ?? ""
    }

    /// Nil when there is nothing of that name.
    private static func file(at path: String, named name: String) -> (file: File, isFolder: Bool)? {
        // What cannot be looked at is, for this purpose, not there.
        guard let found = try? FileManager.default.attributesOfItem(atPath: path) else { return nil }
        let made = found[.creationDate] as? Date
        let file = File(
            name: name,
            owner: found[.ownerAccountName] as? String ?? (found[.ownerAccountID] as? NSNumber)?.stringValue ?? "?",
            mode: (found[.posixPermissions] as? NSNumber)?.intValue ?? 0,
            bytes: (found[.size] as? NSNumber)?.intValue ?? 0,
            madeAt: made.map { Moment(milliseconds: Int64($0.timeIntervalSince1970 * 1000)) })
        return (file, found[.type] as? FileAttributeType == .typeDirectory)
    }

    private mutating func lookAtDatabase(_ data: DataFolder) {
        guard file("support.db") != nil else { return }
        // Where nobody works with the file and no log is beside it, not even an index is to be made.
        let isFrozen = holder == nil && (file("support.db-wal")?.bytes ?? 0) == 0
        func examine() -> Database {
            do {
                try data.refuseEmptied()
                return .examined(try Examination(of: data.database, in: .default, isFrozen: isFrozen))
            } catch let error as StorageError {
                return .refused(error)
            } catch {
                return .unreadable("\(error)")
            }
        }
        database = examine()
        // A command may have begun to write after all, and torn pages are then no damage.
        if isFrozen, !isSound { database = examine() }
        guard case .examined(let examination) = database else { return }
        let hashes = examination.people.filter { person in
            !person.account.isDisabled && Demo.usernames.contains(person.account.username)
        }
        var known: [String: Bool] = [:]
        demoAccounts = hashes.filter { person in
            guard let hash = person.passwordHash else { return false }
            // The demo gives all of them one hash, and checking one takes some tens of milliseconds.
            let opens = known[hash] ?? PasswordHash.verify(Demo.password, against: PasswordHash(stored: hash))
            known[hash] = opens
            return opens
        }.map(\.account.username)
    }

    private var isSound: Bool {
        if case .examined(let examination) = database { examination.damage == nil } else { false }
    }

    private mutating func lookAtFAQ() {
        lookForStrangersInFAQ()
        do {
            let loading = try FAQDirectory.load(path: choices.faq, on: .today, trains: false)
            let errors = loading.diagnostics.filter { $0.severity == .error }
            faqRead.version = loading.version
            faqRead.entries = loading.entries.count
            faqRead.errors = errors.count
            faqRead.warnings = loading.diagnostics.count { $0.severity == .warning }
            faqRead.firstError = errors.first.map { "\($0.place.file):\($0.place.line): \($0.message)" }
        } catch {
            faqRead.failure = "\(error)."
        }
    }

    /// Links that lead out of the folder, and what an interrupted publication left.
    private mutating func lookForStrangersInFAQ() {
        let root = URL(fileURLWithPath: choices.faq, isDirectory: true).resolvingSymlinksInPath()
        guard let names = FileManager.default.enumerator(atPath: root.path) else { return }
        while let name = names.nextObject() as? String {
            let type = names.fileAttributes?[.type] as? FileAttributeType
            if FAQDirectory.leadsOut(name, of: root.path) {
                faqRead.linksOut.append(name)
            } else if type == .typeRegular, FAQDirectory.isLeftover(name) {
                // One that is being made at this moment is not left over.
                let changed = names.fileAttributes?[.modificationDate] as? Date ?? .distantPast
                if Date().timeIntervalSince(changed) > 60 { faqRead.leftovers.append(name) }
            }
        }
    }

    private mutating func lookAtPort() {
        let (host, port) = (choices.listen.host, choices.listen.port)
        trial = ListenTrial(host: host, port: port)
        guard trial == .taken else { return }
        listener = Kernel.listener(onPort: port)
        running = Running(at: host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host, port: port)
    }

    private static func missingPages(in folder: String?) -> [String] {
        // A folder that cannot be read has none of them.
        let pages = folder.map { (try? Pages.read(from: $0)) ?? [] } ?? Pages.builtIn
        let there = Set(pages.map(\.path))
        return Site.entrances.values.flatMap(\.paths).filter { !there.contains($0) }.sorted()
    }
}

extension Installation.Running {
    private static var reader: JSONDecoder {
        let reader = JSONDecoder()
        reader.keyDecodingStrategy = .convertFromSnakeCase
        return reader
    }

    /// Asks a server; nil when none of ours answers.
    fileprivate init?(at host: String, port: UInt16) {
        struct Ready: Decodable {
            struct Store: Decodable { let writable: Bool }
            struct FAQ: Decodable {
                let version: String
                let problem: String?
                let patternsOff: [String]
            }
            let status: String
            let store: Store
            let faq: FAQ
        }
        guard let answer = PlainAnswer(from: host, port: port, path: "/ready"),
            // Whatever else it is, it is no answer of ours.
            let ready = try? Self.reader.decode(Ready.self, from: Data(answer.body)),
            let metrics = PlainAnswer(from: host, port: port, path: "/metrics")
        else { return nil }
        self.init()
        isReady = answer.status == 200
        isWritable = ready.store.writable
        faqVersion = ready.faq.version
        faqProblem = ready.faq.problem
        patternsOff = ready.faq.patternsOff
        figures = Figures(String(decoding: metrics.body, as: UTF8.self))
    }
}
