/// A piece of a CommonMark document: a block or a part of a line.
package struct Node: Sendable {
    /// What a node is, with what belongs to that kind alone.
    package enum Kind: Sendable, Equatable {
        case document, blockQuote, item, paragraph, thematicBreak
        case list(isOrdered: Bool)
        case codeBlock(String)
        case heading(level: Int)
        case text(String)
        case code(String)
        case softBreak, lineBreak, emphasis, strong, image
        case link(destination: String)
        case html
    }

    package let kind: Kind
    package let children: [Node]
    /// In the text that was parsed, from 1; 0 where the parser does not know it.
    package let line: Int
    /// In UTF-8 bytes of the line, from 1; 0 where the parser does not know it.
    package let column: Int
}

/// A document this wrapper does not read.
package enum Refusal: Error, Equatable, Sendable {
    /// Longer than `Parser.sizeLimit` bytes.
    case tooLong
    /// Nested deeper than `Parser.depthLimit`; the line where it happens.
    case tooDeep(line: Int)
}
