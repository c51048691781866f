/// One thing the program can be told to do.
package struct Subcommand: Sendable {
    /// A word that stands behind the name.
    package struct Operand: Sendable {
        package let name: String
        package let isRequired: Bool
    }

    package struct Example: Sendable {
        package let line: String
        package let meaning: String
    }

    /// One or two words: `serve`, `agent add`.
    package let name: String
    package let operands: [Operand]
    /// What it does, as one sentence.
    package let summary: String
    /// What else one must know.
    package let details: String
    package let options: [any OptionSyntax]
    package let examples: [Example]
    package let run: @Sendable (Arguments) async throws -> ExitCode

    /// `operands` as usage lines show them: `NAME`, `[DIR]`.
    package init(
        _ name: String, _ operands: String..., summary: String, details: String = "", options: [any OptionSyntax] = [],
        examples: [(line: String, meaning: String)], run: @escaping @Sendable (Arguments) async throws -> ExitCode
    ) {
        self.name = name
        self.operands = operands.map { operand in
            let isOptional = operand.hasPrefix("[")
            return Operand(
                name: isOptional ? String(operand.dropFirst().dropLast()) : operand, isRequired: !isOptional)
        }
        self.summary = summary
        self.details = details
        self.options = options
        self.examples = examples.map { Example(line: "support-server \($0.line)", meaning: $0.meaning) }
        self.run = run
    }

    /// `support-server agent add NAME [OPTIONS]`
    package var usage: String {
        let words =
            ["support-server", name] + operands.map { $0.isRequired ? $0.name : "[\($0.name)]" }
            + (options.isEmpty ? [] : ["[OPTIONS]"])
        return words.joined(separator: " ")
    }
}
