import BotFlow
import FAQ
import JSON
import Storage
import Switchboard

/// What editors ask of the conversations that were held with their folder.
extension Subcommand {
    static let faqUnanswered = Subcommand(
        "faq unanswered", summary: "Shows what customers asked and the bot did not know, and what agents answered.",
        details: """
            Messages at which the bot asked back, had nothing to say or passed the customer on are grouped by their \
            words, the most frequent first: with the nearest entry, and with what an agent wrote next in the same \
            conversation. What the folder knows by now is listed apart. Erased conversations are not in it. Works beside \
            a running server. The words of customers are printed; mind who looks over your shoulder. With --draft a group \
            becomes a new file: its question, its other wordings as `asks`, and the newest answer of an agent as the \
            text, in shadow mode: it answers nobody before you have read it and taken `mode: shadow` out. Nothing is \
            written that `faq check` would refuse. Exit code 1: no draft was written.
            """,
        options: [
            Options.since, Options.limit, Options.draft, Options.group, Options.topic, Options.data, Options.faq,
            Options.json,
        ],
        examples: [
            ("faq unanswered", "the last 30 days"),
            ("faq unanswered --draft gift-wrap --group 3 --topic orders", "a new entry from the third group"),
            ("faq unanswered --since 7d --limit 50", "more of the last week"),
        ]
    ) { arguments in
        let slug = try arguments.value(of: Options.draft)
        let group = try arguments.value(of: Options.group)
        let limit = max(try arguments.value(of: Options.limit), slug == nil ? 1 : group)
        let isJSON = try arguments.value(of: Options.json)
        let edition = try FAQLoading(of: arguments.value(of: Options.faq)).edition()
        let unanswered = try withStore(arguments) { archive, from, now in
            let tally = try withProgress("collecting") {
                try MissTally(from: from, to: now, in: .default, of: archive, progress: $0)
            }
            let today = edition.bot.day(at: now.milliseconds)
            return Unanswered(tally, in: edition, on: today, limit: limit)
        }
        if let slug {
            try write(unanswered.draft(slug, of: group, topic: arguments.value(of: Options.topic)), arguments)
        } else {
            let text = unanswered.text(isColoured: Console.showsColours)
            Console.say(isJSON ? json { $0.members(of: unanswered) } : text)
        }
        return .done
    }

    /// Puts a draft in the folder, unless the folder could then not be used.
    private static func write(_ draft: EntryDraft, _ arguments: Arguments) throws {
        let folder = try arguments.value(of: Options.faq)
        let file = "\(folder)/\(draft.path)"
        let files = try FAQDirectory.files(in: folder)
        guard !files.contains(where: { $0.path == draft.path }) else {
            throw Failure("\(file) exists and is not overwritten. Choose another slug.", code: .no)
        }
        let loading = Loading(
            files: files + [SourceFile(path: draft.path, text: draft.text)], on: .today, trains: false)
        guard loading.edition != nil else {
            throw Failure(
                "With \(file) the folder could not be used; nothing was written.\n\(loading.text(folder: folder))",
                code: .no)
        }
        try FAQDirectory.write([FAQDirectory.Change(path: draft.path, bytes: Array(draft.text.utf8))], in: folder)
        if try arguments.value(of: Options.json) {
            Console.say(
                json { object in
                    object.member("file", file)
                    object.member("slug", draft.slug)
                    object.member("question", draft.question)
                })
        } else {
            Console.say(
                """
                \(file) is a draft of “\(draft.question.oneLine)”. It is in shadow mode: read it, then take the line \
                `mode: shadow` out, and it answers.

                """)
        }
    }

    static let faqReport = Subcommand(
        "faq report", summary: "Shows how each entry did with customers, and which entries nobody needs.",
        details: """
            For each entry how often it was shown and touched, whether customers said it helped, asked for a person or \
            asked again; then entries, quick replies and rules that were not used, entries without tests, and those past \
            their dates. The report ends with what its words mean. Works beside a running server.
            """,
        options: [Options.since, Options.data, Options.faq, Options.json],
        examples: [("faq report", "the last 30 days"), ("faq report --since 7d --json", "the last week, for programs")]
    ) { arguments in
        let isJSON = try arguments.value(of: Options.json)
        let edition = try FAQLoading(of: arguments.value(of: Options.faq)).edition()
        let report = try withStore(arguments) { archive, from, now in
            let tally = try withProgress("counting") {
                try FAQTally(from: from, to: now, in: .default, of: archive, progress: $0)
            }
            return FAQReport(tally, of: edition, on: edition.bot.day(at: now.milliseconds))
        }
        Console.say(isJSON ? json { $0.members(of: report) } : report.text(isColoured: Console.showsColours))
        return .done
    }

    /// Reads the store as it is at this moment, back to where `--since` says.
    private static func withStore<Answer>(
        _ arguments: Arguments, _ body: (SQLiteArchive, _ from: Moment, _ now: Moment) throws -> Answer
    ) throws -> Answer {
        let folder = DataFolder(try arguments.value(of: Options.data))
        let since = try arguments.value(of: Options.since)
        try folder.requireDatabase()
        let archive = try SQLiteArchive(path: folder.database)
        let now = Moment.now
        return try archive.snapshot { try body(archive, now.advanced(by: .zero - since), now) }
    }

    private static func json(_ members: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(capacity: 4096)
        writer.object(members)
        return writer.text + "\n"
    }
}

extension Unanswered {
    fileprivate func draft(_ slug: String, of number: Int, topic: String) throws -> EntryDraft {
        guard open.indices.contains(number - 1) else {
            let there = open.count == 1 ? "is one" : "are \(open.count)"
            throw Failure("There is no group \(number); there \(open.isEmpty ? "is none" : there).", code: .no)
        }
        return open[number - 1].draft(slug: slug, topic: topic)
    }
}
