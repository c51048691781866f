import FAQ
import Foundation

/// What editors have done to their files, rather than do by hand.
extension Subcommand {
    static let faqFormat = Subcommand(
        "faq format", "[DIR]", summary: "Gives entries and bot.yaml their one layout, and names the files it changed.",
        details: """
            Keys in the handbook's order, a line for each sentence, quotes only where they are needed; comments stay with \
            what they are about, and what the bot says and does stays the same. A file that cannot be read is reported as \
            by `faq check` and left alone. Exit code 0: every file has its layout; 1: a file cannot be read, with --check \
            also one that would change; 3: the folder cannot be read or written.
            """,
        options: [Options.faq, Options.check],
        examples: [
            ("faq format", "the folder ./faq-data"),
            ("faq format shop/faq --check", "before a commit: changes nothing, exit code 1 if it would"),
        ]
    ) { arguments in
        let folder = try arguments.operands.first.map(OptionValues.path) ?? arguments.value(of: Options.faq)
        let onlyChecks = try arguments.value(of: Options.check)
        var changes: [FAQDirectory.Change] = []
        var isReadable = true
        for file in try FAQDirectory.files(in: folder) {
            do throws(EntryFormat.Unreadable) {
                let bytes = Array(try EntryFormat.canonical(file).utf8)
                if bytes != file.bytes { changes.append(FAQDirectory.Change(path: file.path, bytes: bytes)) }
            } catch {
                isReadable = false
                show(error.diagnostics, in: folder)
            }
        }
        if !onlyChecks { try FAQDirectory.write(changes, in: folder) }
        for change in changes {
            Console.say(Visible.text("\(onlyChecks ? "would format" : "formatted") \(folder)/\(change.path)") + "\n")
        }
        return isReadable && (changes.isEmpty || !onlyChecks) ? .done : .no
    }

    static let faqExport = Subcommand(
        "faq export", "[DIR]", summary: "Writes all entries as a table for a spreadsheet: CSV, one row for each.",
        details: """
            Lists have a line for each item inside their cell, and so have rules: `deliver*|ship*, when|how long` in the \
            column words, a pattern in the column pcre. Rules with `unless`, comments and bot.yaml are in no cell; \
            `faq import` leaves them in their files. A cell that would be taken for a formula begins with an apostrophe, \
            which `faq import` takes away again. Exit code 1: a file cannot be read, and nothing is written.
            """,
        options: [Options.faq, Options.output],
        examples: [
            ("faq export --output answers.csv", "to open in a spreadsheet"),
            ("faq export shop/faq > answers.csv", "another folder, to standard output"),
        ]
    ) { arguments in
        let folder = try arguments.operands.first.map(OptionValues.path) ?? arguments.value(of: Options.faq)
        let output = try arguments.value(of: Options.output)
        if let output, FileManager.default.fileExists(atPath: output) {
            throw Failure("\(output) exists and is not overwritten. Name a new file.")
        }
        var drafts: [EntryDraft] = []
        var isReadable = true
        for file in try FAQDirectory.files(in: folder) where file.path.hasSuffix(".md") {
            do throws(EntryFormat.Unreadable) {
                drafts.append(try EntryDraft(reading: file))
            } catch {
                isReadable = false
                show(error.diagnostics, in: folder)
            }
        }
        guard isReadable else { return .no }
        let text = Sheet.text(of: drafts)
        guard let output else {
            Console.say(text)
            return .done
        }
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: output), options: .withoutOverwriting)
        } catch {
            throw Failure("\(output) cannot be written. Check that its folder is there and this user may write in it.")
        }
        return .done
    }

    static let faqImport = Subcommand(
        "faq import", "FILE",
        summary: "Makes and changes entries as a table says that `faq export` wrote, or one like it.",
        details: """
            The first row names the columns; slug is needed, of the others those that are there count. A cell that says \
            what the folder says already changes nothing, and a file without a changed cell is not touched. An empty cell \
            takes a key away. What no cell can say stays in the file: comments, rules with `unless`, keys without a \
            column; so do entries without a row. A new slug makes a new entry, another topic moves a file. Commas, \
            semicolons and tabs between cells are understood. Before anything is written, the folder is checked as it \
            would be: exit code 1, with every error by row and column, means that nothing was changed.
            """,
        options: [Options.faq, Options.dryRun],
        examples: [
            ("faq import answers.csv --dry-run", "what would change, and what is wrong"),
            ("faq import answers.csv --faq shop/faq", "writes the changed files, all or none"),
        ]
    ) { arguments in
        let folder = try arguments.value(of: Options.faq)
        let isRehearsal = try arguments.value(of: Options.dryRun)
        let name = arguments.operands[0]
        guard let table = FileManager.default.contents(atPath: name) else {
            throw Failure("\(name) cannot be read. Name a file that `faq export` or a spreadsheet has written.")
        }
        let result = SheetImport([UInt8](table), into: try FAQDirectory.files(in: folder), on: .today)
        guard result.isSound else {
            for problem in result.problems {
                Console.say(Visible.text("\(name): \(problem)", keeping: "\n") + "\n")
            }
            show(result.otherErrors, in: folder)
            Console.say("Nothing was changed.\n")
            return .no
        }
        if !isRehearsal { try FAQDirectory.write(result.changes.flatMap(\.files), in: folder) }
        for change in result.changes {
            let origin = change.oldPath.map { " (was \($0))" } ?? ""
            Console.say(Visible.text("\(change.kind.rawValue) \(folder)/\(change.path)\(origin)") + "\n")
        }
        if result.changes.isEmpty {
            Console.say("The table says what the folder says already.\n")
        } else if isRehearsal {
            Console.say("Nothing was changed.\n")
        }
        return .done
    }

    private static func show(_ diagnostics: [Diagnostic], in folder: String) {
        for diagnostic in diagnostics {
            let text = diagnostic.text(folder: folder, isColoured: Console.showsColours)
            Console.say(text + "\n")
        }
    }
}

extension SheetImport.Change {
    /// What is to happen on disk.
    fileprivate var files: [FAQDirectory.Change] {
        [FAQDirectory.Change(path: path, bytes: Array(text.utf8))]
            + (oldPath.map { [FAQDirectory.Change(path: $0, bytes: nil)] } ?? [])
    }
}
