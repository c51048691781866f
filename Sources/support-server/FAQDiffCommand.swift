import FAQ
import Foundation

/// What an edit of the folder would change for customers.
extension Subcommand {
    static let faqDiff = Subcommand(
        "faq diff", "OLD", "NEW", summary: "Replays messages through two folders and shows what becomes different.",
        details: """
            FILE has a message a line, as customers wrote them. A line `message<TAB>slug` pins a message: NEW must answer \
            it with that entry; `message<TAB>-` must stay unanswered. Lines that begin with # are comments (a message \
            that begins so is written with a space before it), blank lines do not count, and equal messages are counted. \
            Shown are broken pins, then newly missed, changed and newly answered messages, grouped by what answered \
            before and what answers now, with the rule or line that won. Exit code 0: no pin is broken; 1: one is; \
            3: a folder or FILE cannot be used.
            """,
        options: [Options.messages, Options.reportFormat, Options.json],
        examples: [
            ("faq diff faq-data draft-faq --messages week.txt", "what the draft would change for last week's messages"),
            ("faq diff old-faq faq-data --messages pins.txt --json", "in CI, beside each change of the folder"),
        ]
    ) { arguments in
        guard let file = try arguments.value(of: Options.messages) else {
            throw WrongUsage("--messages is missing. Name a file with a message a line, or - for standard input.")
        }
        let format = try arguments.value(of: Options.reportFormat)
        guard format == .text || format == .json else {
            throw WrongUsage("`faq diff` has no --format \(format.rawValue). Write text or json.")
        }
        let isJSON = try arguments.value(of: Options.json) || format == .json
        let messages = try messages(in: file)
        let old = try FAQLoading(of: OptionValues.path(arguments.operands[0])).edition()
        let new = try FAQLoading(of: OptionValues.path(arguments.operands[1])).edition()
        let diff = try withProgress("replaying") {
            EditionDiff(old: old, new: new, messages: messages, on: .today, progress: $0)
        }
        let name = file == "-" ? "" : file
        Console.say((isJSON ? diff.json() : diff.text(file: name, isColoured: Console.showsColours)) + "\n")
        return diff.brokenPins.isEmpty ? .done : .no
    }

    private static func messages(in file: String) throws -> [EditionDiff.Message] {
        if file == "-", Console.asksPeople { Console.complain("Type messages, one a line; Ctrl-D ends.\n") }
        let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file)
        // Why it cannot be read is for the editor to find out, who is told its name.
        let bytes = handle.flatMap { handle in (try? handle.readToEnd() ?? Data()) }
        guard let bytes else { throw Failure("\(file) cannot be read. Name a file with a message a line.") }
        do throws(MessageList.Misspelling) {
            return try MessageList(bytes: [UInt8](bytes)).messages
        } catch {
            throw Failure("\(file == "-" ? "standard input" : file):\(error.line): \(error.message)")
        }
    }
}
