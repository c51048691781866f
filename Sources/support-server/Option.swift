import FAQ

/// One option of the command line: its name, what it takes, and how that is read.
///
/// A flag `--name VALUE` or `--name=VALUE` beats the variable `SUPPORT_NAME`, which beats the default.
package struct Option<Value>: Sendable {
    /// Without its dashes.
    package let name: String
    /// What stands for the value in help; nil for a switch, which takes none.
    package let placeholder: String?
    /// The value nobody chose, as it would be written; empty for none.
    package let fallback: String
    /// One sentence.
    package let help: String
    /// Whether it may be given again; the values are joined with commas.
    package let isRepeatable: Bool
    private let reader: @Sendable (String) throws(WrongValue) -> Value

    package init(
        _ name: String, _ placeholder: String, fallback: String = "", isRepeatable: Bool = false, _ help: String,
        read: @escaping @Sendable (String) throws(WrongValue) -> Value
    ) {
        self.name = name
        self.placeholder = placeholder
        self.fallback = fallback
        self.isRepeatable = isRepeatable
        self.help = help
        reader = read
    }

    package func read(_ text: String) throws(WrongValue) -> Value {
        try reader(text)
    }
}

extension Option where Value == Bool {
    /// A switch: off unless given.
    package init(_ name: String, _ help: String) {
        self.name = name
        placeholder = nil
        fallback = ""
        isRepeatable = false
        self.help = help
        reader = { text throws(WrongValue) in
            switch text.lowercased() {
            case "1", "true", "yes", "on": true
            case "", "0", "false", "no", "off": false
            default: throw WrongValue("it is a switch: write 1 or 0")
            }
        }
    }
}

extension Option where Value: CaseIterable & RawRepresentable<String> & Sendable {
    /// One of a few words.
    package init(_ name: String, oneOf kind: Value.Type, fallback: Value, _ help: String) {
        let words = Value.allCases.map(\.rawValue)
        self.init(name, words.joined(separator: "|"), fallback: fallback.rawValue, help) { text throws(WrongValue) in
            guard let value = Value(rawValue: text) else {
                let suggestion = Spelling.suggestion(for: text, among: words)
                throw WrongValue("write one of \(words.joined(separator: ", ")).\(suggestion)")
            }
            return value
        }
    }
}

/// What an option looks like, whatever it is read into.
package protocol OptionSyntax: Sendable {
    var name: String { get }
    var placeholder: String? { get }
    var fallback: String { get }
    var help: String { get }
    var isRepeatable: Bool { get }
    func check(_ text: String) throws(WrongValue)
}

extension Option: OptionSyntax {
    package func check(_ text: String) throws(WrongValue) {
        _ = try read(text)
    }
}

extension OptionSyntax {
    package static var variablePrefix: String { "SUPPORT_" }

    /// The environment variable that stands for it: `SUPPORT_TOKEN_TTL` for `--token-ttl`.
    package var variable: String {
        Self.variablePrefix + name.uppercased().split(separator: "-").joined(separator: "_")
    }
}

/// What a value should have been, as the end of a sentence.
package struct WrongValue: Error, Equatable {
    package let expectation: String

    package init(_ expectation: String) {
        self.expectation = expectation
    }
}
