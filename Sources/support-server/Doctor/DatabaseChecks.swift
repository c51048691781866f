import BotFlow
import Storage

/// The database and the clock it goes by.
extension Installation {
    var databaseVersion: Diagnosis {
        switch database {
        case .absent: return noFolder
        case .examined: return .ok("version \(Schema.version), which this program writes", at: databasePath)
        case .refused(.older(_, let version, let known)):
            return .warning(
                "The file has version \(version), this program writes \(known): the next start brings it up to date, "
                    + "and an older program cannot read it then.",
                at: databasePath, remedy: "with the program that wrote it: support-server backup FILE\(dataOption)")
        case .refused(.newer(_, let version, let known)):
            return .trouble(
                "A newer program wrote the file (version \(version), this one knows \(known)).", at: databasePath,
                remedy: "install that program again, or restore a backup made before the upgrade")
        case .refused(.foreign):
            return .trouble(
                "The file is a database of another program.", at: databasePath,
                remedy: "name the right data folder with --data")
        case .refused, .unreadable: return .unseen("the file cannot be read", at: databasePath)
        }
    }

    var databaseSound: Diagnosis {
        let remedy =
            "stop the server; cp -a \(quoted(choices.data)) /somewhere/safe; support-server verify\(dataOption); "
            + "if the log itself is hurt, restore the newest backup"
        switch database {
        case .absent: return noFolder
        case .examined(let examination):
            guard let damage = examination.damage else {
                return .ok("what was looked at is sound; `verify` looks at everything", at: databasePath)
            }
            return .trouble(damage, at: databasePath, remedy: remedy)
        case .refused(.damaged(_, let sentences)):
            return .trouble(
                "SQLite cannot read it: \(sentences.prefix(3).joined(separator: "; ")).", at: databasePath,
                remedy: remedy)
        case .refused(.older), .refused(.newer), .refused(.foreign):
            return .unseen("this program cannot read its version", at: databasePath)
        case .refused(let error): return .trouble("\(error)", at: databasePath, remedy: remedy)
        case .unreadable(let why):
            return .trouble(
                why, at: databasePath, remedy: "ls -l \(quoted(choices.data)); dmesg | tail for errors of the disk")
        }
    }

    /// Twice what SQLite leaves of it when it starts anew.
    private static let longLog = 128 << 20

    var writeAheadLog: Diagnosis {
        guard file("support.db") != nil else { return noFolder }
        let log = file("support.db-wal")?.bytes ?? 0
        guard log > Self.longLog else {
            return .ok(log == 0 ? "is empty" : "has \(Self.size(log))", at: "\(databasePath)-wal")
        }
        return .warning(
            "It has grown to \(Self.size(log)): something reads for so long that the log is never folded into the "
                + "database. Reading gets slow, and the disk fills.",
            at: "\(databasePath)-wal",
            remedy:
                "end what reads for long (ps aux | grep support-server: verify, export, backup); else restart the server"
        )
    }

    /// 2025-01-01, before which this program was not.
    private static let firstDay = Moment(milliseconds: 1_735_689_600_000)

    var clock: Diagnosis {
        let remedy = "timedatectl; systemctl restart systemd-timesyncd"
        guard now >= Self.firstDay else {
            return .trouble("The clock says \(now).", at: "the wall clock", remedy: remedy)
        }
        guard case .examined(let examination) = database, let newest = examination.newestEvent else {
            return .ok("says \(now)", at: "the wall clock")
        }
        let ahead = newest.since(now)
        guard ahead > .seconds(5) else { return .ok("stands behind no event", at: "the wall clock") }
        return .trouble(
            "The newest event is of \(newest), \(Self.time(ahead)) from now: the clock was put back, or was wrong then. "
                + "Order is kept, but waits and idle times are counted wrongly until it has caught up.",
            at: "the wall clock", remedy: remedy)
    }
}
