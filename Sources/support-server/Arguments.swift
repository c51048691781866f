import FAQ

/// A command line as one subcommand understands it.
package struct Arguments: Sendable {
    /// Where a value was found, as an error names it.
    private struct Given {
        let text: String
        let origin: String
    }

    package private(set) var operands: [String] = []
    private var given: [String: Given] = [:]

    /// Reads what stands behind the subcommand's name; every value is checked, those of variables too.
    package init(
        _ words: some Sequence<String>, for subcommand: Subcommand, environment: [String: String]
    ) throws(WrongUsage) {
        var words = Array(words)[...]
        while let word = words.popFirst() {
            if word == "--" {
                operands += words
                break
            }
            guard word.hasPrefix("-"), word != "-" else {
                operands.append(word)
                continue
            }
            try take(word, &words, subcommand)
        }
        try Self.check(operands, subcommand)
        for option in subcommand.options {
            if given[option.name] == nil, let text = environment[option.variable], !text.isEmpty {
                given[option.name] = Given(text: text, origin: option.variable)
            }
            if let given = given[option.name] {
                do { try option.check(given.text) } catch { throw Self.wrong(given, error) }
            }
        }
    }

    /// The chosen value, or the default.
    package func value<Value>(of option: Option<Value>) throws(WrongUsage) -> Value {
        let given = given[option.name] ?? Given(text: option.fallback, origin: "the default of --\(option.name)")
        do { return try option.read(given.text) } catch { throw Self.wrong(given, error) }
    }

    private mutating func take(
        _ word: String, _ words: inout ArraySlice<String>, _ subcommand: Subcommand
    ) throws(WrongUsage) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let flag = String(parts[0])
        guard let option = subcommand.options.first(where: { "--\($0.name)" == flag }) else {
            let suggestion = Spelling.suggestion(
                for: String(flag.drop { $0 == "-" }), among: subcommand.options.map(\.name), written: "--")
            throw WrongUsage(
                "There is no option \(flag) in `\(subcommand.name)`.\(suggestion) "
                    + "`support-server \(subcommand.name) --help` lists them.")
        }
        let text: String
        if parts.count == 2 {
            text = String(parts[1])
        } else if option.placeholder == nil {
            text = "1"
        } else if let next = words.first, !next.hasPrefix("--") {
            text = next
            words.removeFirst()
        } else {
            throw WrongUsage("\(flag) needs a value: \(flag) \(option.placeholder ?? "").")
        }
        guard let before = given[option.name] else {
            given[option.name] = Given(text: text, origin: flag)
            return
        }
        guard option.isRepeatable else { throw WrongUsage("\(flag) is given twice. Leave one of them out.") }
        given[option.name] = Given(text: "\(before.text),\(text)", origin: flag)
    }

    private static func check(_ operands: [String], _ subcommand: Subcommand) throws(WrongUsage) {
        let required = subcommand.operands.filter(\.isRequired)
        guard operands.count >= required.count else {
            throw WrongUsage("\(required[operands.count].name) is missing. Usage: \(subcommand.usage)")
        }
        guard operands.count <= subcommand.operands.count else {
            throw WrongUsage(
                "`\(subcommand.name)` cannot use “\(operands[subcommand.operands.count])”. Usage: \(subcommand.usage)")
        }
    }

    private static func wrong(_ given: Given, _ value: WrongValue) -> WrongUsage {
        WrongUsage("\(given.origin) cannot be “\(given.text)”: \(value.expectation)")
    }
}
