import BotFlow
import Foundation
import JSON
import Storage
import Switchboard

/// What operators ask of the database.
extension Subcommand {
    static let verify = Subcommand(
        "verify", "[FILE]", summary: "Proves that the lists are what the log makes of them, and that the log is whole.",
        details: """
            Replays every conversation and compares. FILE is a database or a backup; without it, the one in the data \
            folder. Exit code 0: sound; 1: something is not what it must be; 3: the file cannot be read. Beside a busy \
            server, verify a backup.
            """,
        options: [Options.data, Options.rebuild, Options.json],
        examples: [
            ("verify", "every conversation of ./data"),
            ("verify backups/monday.db", "a backup, before it is needed"),
            ("verify --rebuild", "make the lists and the search anew from the log, then verify"),
        ]
    ) { arguments in
        let folder = DataFolder(try arguments.value(of: Options.data))
        let rebuilds = try arguments.value(of: Options.rebuild)
        let isJSON = try arguments.value(of: Options.json)
        if arguments.operands.isEmpty { try folder.requireDatabase() }
        let file = arguments.operands.first ?? folder.database
        guard FileManager.default.fileExists(atPath: file) else { throw Failure("There is no file \(file).") }
        if rebuilds {
            // Held until the end: a server that starts meanwhile would write what the rebuilding then overwrites.
            let lock = arguments.operands.isEmpty ? try folder.lock(for: "rebuild its lists") : nil
            try withExtendedLifetime(lock) {
                try withProgress("rebuilding") { try Verification.rebuild(file, progress: $0) }
            }
        }
        let verification = try withProgress("verifying") { try Verification(of: file, progress: $0) }
        Console.say(isJSON ? verification.json + "\n" : verification.text(file: file))
        return verification.isSound ? .done : .no
    }

    static let replay = Subcommand(
        "replay", "ID", summary: "Prints what happened in one conversation, event by event.",
        details: """
            Replays the events and says whether the state they make is the one that is kept. Exit code 1: there is no \
            such conversation, or it is not. The words of customers are printed; mind who looks over your shoulder.
            """,
        options: [Options.data, Options.json],
        examples: [("replay 0198f3c2-7a10-7cc3-98c4-dc0c0c07398f", "the whole conversation with numbers and times")]
    ) { arguments in
        let record = try conversation(arguments)
        Console.say(try arguments.value(of: Options.json) ? record.json + "\n" : record.text)
        return record.isFaithful ? .done : .no
    }

    static let export = Subcommand(
        "export", "ID",
        summary: "Prints one conversation with all its events as JSON: a customer's copy of their data.",
        options: [Options.data],
        examples: [("export 0198f3c2-7a10-7cc3-98c4-dc0c0c07398f > copy.json", "to hand out")]
    ) { arguments in
        Console.say(try conversation(arguments).json + "\n")
        return .done
    }

    static let backup = Subcommand(
        "backup", "FILE",
        summary: "Copies the database, as it is at this moment, to a new file, and verifies the copy.",
        details: """
            The server goes on meanwhile. FILE must not exist; it appears when it is whole and on disk. To restore, stop \
            the server and put the file in the data folder as support.db.
            """,
        options: [Options.data, Options.json],
        examples: [("backup backups/monday.db", "beside the running server")]
    ) { arguments in
        let folder = DataFolder(try arguments.value(of: Options.data))
        let isJSON = try arguments.value(of: Options.json)
        let file = arguments.operands[0]
        try folder.requireDatabase()
        guard !FileManager.default.fileExists(atPath: file) else {
            throw Failure("\(file) exists and is not overwritten. Name a new file.")
        }
        let archive = try SQLiteArchive(path: folder.database)
        try withProgress("copying") { try archive.backUp(to: file, progress: $0) }
        let verification = try withProgress("verifying") { try Verification(of: file, progress: $0) }
        if verification.isSound { folder.noteBackup() }
        Console.say(isJSON ? verification.json + "\n" : verification.text(file: file))
        return verification.isSound ? .done : .no
    }

    private static func conversation(_ arguments: Arguments) throws -> ConversationRecord {
        guard let id = ConversationID(arguments.operands[0]) else {
            throw WrongUsage(
                "“\(arguments.operands[0])” is no conversation: their ids look like "
                    + "0198f3c2-7a10-7cc3-98c4-dc0c0c07398f, in lower case.")
        }
        let folder = DataFolder(try arguments.value(of: Options.data))
        try folder.requireDatabase()
        let archive = try SQLiteArchive(path: folder.database)
        guard let record = try archive.snapshot({ try ConversationRecord(id, from: archive) }) else {
            throw Failure("There is no conversation \(id) in \(folder.path).", code: .no)
        }
        return record
    }
}

extension Verification {
    fileprivate func text(file: String) -> String {
        var lines = breaches.map { "\(file): \(Visible.text($0.description))" }
        if breachCount > breaches.count { lines.append("… and \(breachCount - breaches.count) more") }
        let held = "\(conversations.counting("conversation")), \(events.counting("event"))"
        if isSound {
            lines.append("\(file) is sound: \(held).")
        } else {
            let remedy =
                breaches.contains(where: \.isInLog)
                ? "The log itself is hurt: keep the file, and restore a backup."
                : "The log is whole: `support-server verify --rebuild` makes the rest anew from it."
            lines.append("\(file) is not sound: \(held), \(breachCount.counting("breach", "breaches")). \(remedy)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    fileprivate var json: String {
        var writer = JSONWriter()
        writer.object { report in
            report.member("is_sound", isSound)
            report.member("conversations", conversations)
            report.member("events", events)
            report.member("breach_count", breachCount)
            report.member(
                "breaches",
                array: { list in
                    for breach in breaches {
                        list.object { object in
                            object.member("sentence", breach.description)
                            object.member("conversation_id", breach.conversation?.description)
                            object.member("seq", breach.seq)
                            object.member("is_in_log", breach.isInLog)
                        }
                    }
                })
        }
        return writer.text
    }
}
