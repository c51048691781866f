import BotFlow

/// The data folder and its disk.
extension Installation {
    var dataFolder: Diagnosis {
        guard let folder else {
            return .trouble(
                "There is no such folder. A first `serve` makes it; if there was one, the name is wrong.",
                at: choices.data,
                remedy: "support-server serve --data \(quoted(choices.data)) …, or name another --data")
        }
        guard file("support.db") != nil else {
            return .trouble(
                "There is no database in it. A first `serve` makes one.", at: folder.name,
                remedy: "support-server serve --data \(quoted(choices.data)) …, or name another --data")
        }
        return .ok("is there, with its database", at: folder.name)
    }

    var dataOwner: Diagnosis {
        guard let folder else { return noFolder }
        let others = files.filter { $0.owner != folder.owner }
        guard others.isEmpty else {
            return .trouble(
                "The folder is \(folder.owner)’s, but \(named(others)) \(others.count == 1 ? "is" : "are") not: a "
                    + "server that runs as \(folder.owner) cannot write there.",
                at: folder.name, remedy: "chown -R \(quoted(folder.owner)): \(quoted(choices.data))")
        }
        guard user == folder.owner || user == "root" else {
            return .trouble(
                "It belongs to \(folder.owner), and you are \(user): a server started by you could not use it.",
                at: folder.name, remedy: "sudo -u \(quoted(folder.owner)) support-server doctor\(dataOption)")
        }
        return .ok("all of it belongs to \(folder.owner)", at: folder.name)
    }

    var dataModes: Diagnosis {
        guard let folder else { return noFolder }
        let open = ([folder] + files).filter { $0.mode & 0o077 != 0 }
        guard open.isEmpty else {
            return .trouble(
                "Other users of this machine can reach \(named(open)), and customers’ words are in it.",
                at: folder.name,
                remedy: "chmod 700 \(quoted(choices.data)) && chmod 600 \(quoted(choices.data))/*")
        }
        return .ok("its owner alone can read it", at: folder.name)
    }

    var dataFiles: Diagnosis {
        guard folder != nil else { return noFolder }
        guard let log = file("support.db-wal"), log.bytes > 0 else {
            return .ok("nothing is left over", at: choices.data)
        }
        let aside = "mv \(quoted(databasePath))-wal \(quoted(databasePath))-shm /somewhere/else/"
        guard let database = file("support.db") else {
            return .trouble(
                "support.db is missing beside its write-ahead log. The log is of the database that stood here, and a "
                    + "new one must not take it for its own.",
                at: log.name, remedy: "put that support.db back; for another one, first: \(aside)")
        }
        // A server makes the log after the database. Copying both takes a while, in either order.
        if holder == nil, let made = database.madeAt, let logMade = log.madeAt, made.since(logMade) > .seconds(5) {
            return .warning(
                "The write-ahead log is older than the database beside it. If the database was put there since, as a "
                    + "restored backup is, the log is that of the old one and would damage it.",
                at: log.name, remedy: "only after a restore: \(aside)")
        }
        return .ok("the write-ahead log belongs to the database", at: choices.data)
    }

    var serveLock: Diagnosis {
        guard folder != nil else { return noFolder }
        guard let holder else { return .ok("no server works with the folder", at: choices.data) }
        if running == nil {
            return .trouble(
                "Process \(holder) serves the folder, but does not answer at \(choices.listen).", at: choices.data,
                remedy: "support-server doctor --listen HOST:PORT with its address; if that is it: kill \(holder)")
        }
        return .ok("process \(holder) serves it", at: choices.data)
    }

    var diskSpace: Diagnosis {
        guard folder != nil, disk.bytes > 0 else { return noFolder }
        let kept = files.reduce(0) { $0 + $1.bytes }
        let free = "\(Self.size(disk.freeBytes)) of \(Self.size(disk.bytes)) are free"
        let remedy = "make room: du -xh --max-depth=2 \(quoted(choices.data)) / | sort -h | tail -20"
        if disk.freeBytes < 64 << 20 {
            return .trouble(
                "The disk is as good as full: \(free). Commits will be refused.", at: choices.data, remedy: remedy)
        }
        if disk.freeBytes < 2 * kept {
            return .warning(
                "\(free), less than twice the \(Self.size(kept)) of the database: a backup beside it may not fit.",
                at: choices.data, remedy: remedy)
        }
        if disk.freeBytes < disk.bytes / 10 {
            return .warning("Less than a tenth of the disk is left: \(free).", at: choices.data, remedy: remedy)
        }
        return .ok(free, at: choices.data)
    }

    var diskInodes: Diagnosis {
        guard folder != nil, disk.bytes > 0 else { return noFolder }
        guard disk.inodes > 0 else { return .ok("the file system has no fixed number of files", at: choices.data) }
        let free = "\(disk.freeInodes) of \(disk.inodes) files can still be made"
        let remedy = "find what has many small files: du --inodes -x / | sort -n | tail -20"
        if disk.freeInodes < 100 { return .trouble("\(free).", at: choices.data, remedy: remedy) }
        if disk.freeInodes < disk.inodes / 10 { return .warning("\(free).", at: choices.data, remedy: remedy) }
        return .ok(free, at: choices.data)
    }

    /// Those over a network, or over another program, of which SQLite says that their locks do not hold or their
    /// memory is not shared (<https://sqlite.org/faq.html#q5>, <https://sqlite.org/wal.html>).
    private static let untrusted: Set<String> = [
        "nfs", "nfs3", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuse.glusterfs",
        "fuse.sshfs",
        "fuse.s3fs", "vboxsf", "virtiofs", "lustre", "beegfs",
    ]

    var fileSystem: Diagnosis {
        guard folder != nil else { return noFolder }
        guard !Self.untrusted.contains(disk.fileSystem) else {
            return .warning(
                "\(disk.fileSystem) may lie about locks and about what is on disk; SQLite needs both to be true.",
                at: choices.data, remedy: "move the folder to a disk of this machine, and name it with --data")
        }
        return .ok(
            disk.fileSystem.isEmpty ? "its kind is not known" : "\(disk.fileSystem) keeps locks", at: choices.data)
    }

    var backup: Diagnosis {
        guard file("support.db") != nil else { return noFolder }
        let remedy = "support-server backup /backups/$(date +%F).db\(dataOption)"
        guard let lastBackup else {
            return .warning(
                "No copy was ever made with `support-server backup`.", at: databasePath, remedy: remedy)
        }
        let age = Self.time(now.since(lastBackup))
        guard now.since(lastBackup) < .seconds(2 * 86_400) else {
            return .warning("The newest backup is \(age) old.", at: databasePath, remedy: remedy)
        }
        return .ok("the newest backup is \(age) old", at: databasePath)
    }

    var noFolder: Diagnosis { .unseen("there is no data folder to look at", at: choices.data) }

    private func named(_ files: [File]) -> String {
        let names = files.prefix(3).map { "\($0.name) (\($0.owner), mode 0\(String($0.mode, radix: 8)))" }
        return names.joined(separator: ", ") + (files.count > 3 ? " and \(files.count - 3) more" : "")
    }

    /// In the largest unit of which there is one.
    static func size(_ bytes: Int) -> String {
        let units = [(1 << 40, "TiB"), (1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")]
        guard let (unit, name) = units.first(where: { bytes >= $0.0 }) else { return "\(bytes) bytes" }
        let tenths = bytes * 10 / unit
        return tenths >= 100 ? "\(tenths / 10) \(name)" : "\(tenths / 10).\(tenths % 10) \(name)"
    }

    /// As a person says it.
    static func time(_ duration: Duration) -> String {
        let seconds = max(0, Int(duration.components.seconds))
        switch seconds {
        case ..<120: return seconds.counting("second")
        case ..<7200: return (seconds / 60).counting("minute")
        case ..<172_800: return (seconds / 3600).counting("hour")
        default: return (seconds / 86_400).counting("day")
        }
    }
}
