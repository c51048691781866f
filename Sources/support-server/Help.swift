/// The pages behind `--help`, made of the same tables that read the command line.
package enum Help {
    /// Every option is explained in this many columns.
    private static let width = 100

    package static func text(_ invocation: (subcommands: [Subcommand], about: String)) -> String {
        if let only = invocation.subcommands.first, invocation.subcommands.count == 1 { return page(only) }
        return overview(invocation.subcommands, about: invocation.about)
    }

    private static func overview(_ subcommands: [Subcommand], about: String) -> String {
        let widest = subcommands.map { signature($0).count }.max() ?? 0
        let list = subcommands.map { subcommand in
            let name = signature(subcommand)
            return "  \(name)\(String(repeating: " ", count: widest - name.count))  \(subcommand.summary)"
        }
        let title =
            about.isEmpty
            ? "support-server: customer support that starts with a bot and ends with a person."
            : "support-server \(about)"
        let examples = about.isEmpty ? introduction : subcommands.compactMap(\.examples.first)
        return """
            \(title)

            Usage: support-server \(about.isEmpty ? "" : "\(about) ")COMMAND [OPTIONS]

            Commands:
            \(list.joined(separator: "\n"))

            Examples:
            \(lines(examples))

            `support-server COMMAND --help` explains one command with all its options.

            """
    }

    /// From nothing to a working desk.
    private static let introduction = [
        Subcommand.Example(line: "support-server serve --demo", meaning: "try everything on this machine"),
        Subcommand.Example(
            line: "support-server agent add ana --role admin", meaning: "the first account of a real installation"),
        Subcommand.Example(
            line: "support-server serve --allow-origin https://shop.example",
            meaning: "the server behind a shop's widget"),
        Subcommand.Example(
            line: "support-server faq try \"where is my order\"", meaning: "what the bot would answer, and why"),
    ]

    private static func signature(_ subcommand: Subcommand) -> String {
        ([subcommand.name] + subcommand.operands.map { $0.isRequired ? $0.name : "[\($0.name)]" })
            .joined(separator: " ")
    }

    private static func page(_ subcommand: Subcommand) -> String {
        var parts = ["\(subcommand.usage)\n\n\(wrapped(subcommand.summary, indent: 0))"]
        if !subcommand.details.isEmpty { parts.append(wrapped(subcommand.details, indent: 0)) }
        if !subcommand.options.isEmpty {
            parts.append("Options (a flag beats its variable, which beats the default):\n\(table(subcommand.options))")
        }
        parts.append("Examples:\n\(lines(subcommand.examples))")
        return parts.joined(separator: "\n\n") + "\n"
    }

    private static func table(_ options: [any OptionSyntax]) -> String {
        options.map { option in
            let flag = ["--\(option.name)", option.placeholder].compactMap(\.self).joined(separator: " ")
            let fallback = option.fallback.isEmpty ? "" : "Default \(option.fallback). "
            return "  \(flag)\n\(wrapped("\(option.help) \(fallback)Variable \(option.variable).", indent: 6))"
        }.joined(separator: "\n")
    }

    private static func lines(_ examples: [Subcommand.Example]) -> String {
        examples.map { "  \($0.line)\n      \($0.meaning)" }.joined(separator: "\n")
    }

    /// The text in lines of at most ``width`` columns.
    static func wrapped(_ text: String, indent: Int) -> String {
        let margin = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ") {
            if !line.isEmpty, indent + line.count + 1 + word.count > width {
                lines.append(margin + line)
                line = ""
            }
            line += line.isEmpty ? word : " \(word)"
        }
        return (lines + [margin + line]).joined(separator: "\n")
    }
}
