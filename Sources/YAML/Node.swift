/// A value in a YAML document, with the place it was written at.
///
/// Scalars stay text: what `no`, `on`, `09:00` or an empty value mean is for the reader of the document to say.
package struct Node: Sendable {
    /// What a node is made of.
    package enum Content: Sendable {
        case scalar(String, Style)
        case sequence([Node])
        case mapping([Pair])
    }

    /// How a scalar was written.
    package enum Style: Sendable {
        case plain, singleQuoted, doubleQuoted, block
    }

    /// One entry of a mapping, in the order of the document. Keys are scalars and occur once.
    package struct Pair: Sendable {
        package let key: Node
        package let value: Node
    }

    /// A position in the document: line and column from 1, the offset from 0; both count Unicode scalars.
    package struct Mark: Sendable, Equatable {
        package let line: Int
        package let column: Int
        /// From the beginning of the text that was parsed.
        package let offset: Int
    }

    package let content: Content
    /// Whether it is a collection that was written with brackets or braces.
    package let isFlow: Bool
    package let start: Mark
    /// Just behind the last character. Behind a block collection it may be on a later line.
    package let end: Mark

    /// The text of a scalar.
    package var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    /// Whether nothing was written: `key:` with no value.
    package var isEmpty: Bool {
        guard case .scalar("", .plain) = content else { return false }
        return true
    }
}

/// Why a document cannot be read, and where.
package struct SyntaxError: Error, Equatable, Sendable {
    package let message: String
    package let remedy: String
    package let mark: Node.Mark
}
