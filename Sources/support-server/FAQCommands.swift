import BotFlow
package import FAQ
import Switchboard

/// What editors ask of their folder.
extension Subcommand {
    static let faqCheck = Subcommand(
        "faq check", "[DIR]", summary: "Proves what can be proved of an FAQ folder, and reports everything at once.",
        details: """
            Reads every file, compiles every pattern, and holds each `asks` and `not` line against all entries, with the \
            code that answers customers. Notes are for reading only. Exit code 0: nothing is wrong; 1: an error, with \
            --strict also a warning; 3: the folder cannot be read.
            """,
        options: [Options.faq, Options.strict, Options.reportFormat, Options.json],
        examples: [
            ("faq check", "the folder ./faq-data"),
            ("faq check shop/faq --strict", "another one, before it is published"),
            ("faq check --format json", "for an editor's plug-in"),
            ("faq check --format github --strict", "in a workflow: comments beside the lines of a pull request"),
            ("faq check --format sarif", "for tools that collect reports, in SARIF 2.1.0"),
        ]
    ) { arguments in
        let folder = try arguments.operands.first.map(OptionValues.path) ?? arguments.value(of: Options.faq)
        let isStrict = try arguments.value(of: Options.strict)
        let format = try arguments.value(of: Options.json) ? .json : arguments.value(of: Options.reportFormat)
        let loading = try FAQDirectory.load(path: folder, on: .today, trains: false)
        let report =
            switch format {
            case .text: loading.text(folder: folder, isColoured: Console.showsColours)
            case .json: loading.json(folder: folder)
            case .github: loading.workflowCommands(folder: folder)
            case .sarif: loading.sarif(folder: folder, version: Version.number)
            }
        Console.say(report + "\n")
        let isWrong = loading.diagnostics.contains { diagnostic in
            diagnostic.severity == .error || isStrict && diagnostic.severity == .warning
        }
        return isWrong ? .no : .done
    }

    static let faqTry = Subcommand(
        "faq try", "[TEXT]", summary: "Shows what the bot would answer, and why.",
        details: """
            Prints the text as the rules see it, everything that matched and why it won or lost, the time it took and \
            the answer. Without TEXT it asks for one line after the other. With --lines it reads all of standard input \
            and prints one line for each of its lines: the entry that answers or is likeliest (`-` for none), what \
            becomes of the message, the layer, how sure it is, and the text; with --json one object each, for \
            measuring the engine on any labelled set. Exit code 0: an entry answers, or a person is asked for; 1: the \
            bot does not know; 3: the folder cannot be used.
            """,
        options: [Options.faq, Options.locale, Options.lines, Options.json],
        examples: [
            ("faq try \"when will my order arrive\"", "which entry answers, by which rule, and what came second"),
            ("faq try --faq shop/faq", "one question after the other"),
            ("faq try --lines --json < questions.txt", "one JSON object for each line"),
        ]
    ) { arguments in
        let folder = try arguments.value(of: Options.faq)
        let locale = try arguments.value(of: Options.locale)
        let isJSON = try arguments.value(of: Options.json)
        let bot = Bot(try FAQLoading(of: folder).edition())
        if try arguments.value(of: Options.lines) {
            guard arguments.operands.isEmpty else {
                throw WrongUsage("--lines reads from standard input, so there can be no TEXT.")
            }
            while let line = readLine() {
                let trial = FAQTrial(of: line, by: bot, locale: locale, at: .now)
                Console.say((isJSON ? trial.jsonLine : trial.line) + "\n")
            }
            return .done
        }
        if let text = arguments.operands.first {
            let trial = FAQTrial(of: text, by: bot, locale: locale, at: .now)
            Console.say((isJSON ? trial.json : trial.text) + "\n")
            return trial.isMiss ? .no : .done
        }
        if Console.asksPeople { Console.complain("Type what a customer might write; Ctrl-D ends.\n> ") }
        while let line = readLine() {
            let trial = FAQTrial(of: line, by: bot, locale: locale, at: .now)
            Console.say((isJSON ? trial.json : trial.text + "\n") + "\n")
            if Console.asksPeople { Console.complain("> ") }
        }
        return .done
    }
}

extension Day {
    package static var today: Day { Day(millisecondsSince1970: Moment.now.milliseconds) }
}
