import CommonMark
import Testing

private func shown(_ node: Node) -> String {
    let children = node.children.map { shown($0) }.joined(separator: " ")
    return children.isEmpty ? "\(node.kind)" : "\(node.kind)(\(children))"
}

@Suite struct ParserTests {
    @Test(
        arguments: [
            ("", "document"),
            (
                "a **b** *c* `d`",
                #"document(paragraph(text("a ") strong(text("b")) text(" ") emphasis(text("c")) text(" ") code("d")))"#
            ),
            ("- a\n- b", #"document(list(isOrdered: false)(item(paragraph(text("a"))) item(paragraph(text("b")))))"#),
            ("1. a", #"document(list(isOrdered: true)(item(paragraph(text("a")))))"#),
            ("[a](https://x.example)", #"document(paragraph(link(destination: "https://x.example")(text("a"))))"#),
            ("<b>", "document(html)"), ("a <b>", #"document(paragraph(text("a ") html))"#),
            ("a  \nb\nc", #"document(paragraph(text("a") lineBreak text("b") softBreak text("c")))"#),
            (
                "> a\n\n# b\n\n***\n\n    c",
                #"document(blockQuote(paragraph(text("a"))) heading(level: 1)(text("b")) thematicBreak codeBlock("c\n"))"#
            ),
        ])
    func everyKindHasItsPlaceInTheTree(markdown: String, expected: String) throws {
        #expect(try shown(Parser.parse(markdown)) == expected)
    }

    @Test func blocksKnowTheirLines() throws {
        let root = try Parser.parse("a\n\n- b\n- c\n")
        #expect(root.children.map(\.line) == [1, 3])
        #expect(root.children[1].children.map(\.line) == [3, 4])
    }

    /// CommonMark ends a line at a lone CR, too, but nobody who counts lines does.
    @Test func linesAreCountedAsEditorsCountThem() throws {
        let root = try Parser.parse("a\rb\r\n\r\n- c\r- d\n\r\n***")
        #expect(root.children.map(\.line) == [1, 3, 5])
        #expect(root.children[1].children.map(\.line) == [3, 3])
    }

    @Test func depthAndSizeHaveAnEnd() throws {
        #expect(throws: Refusal.tooDeep(line: 2)) {
            try Parser.parse("a\n" + String(repeating: ">", count: 30_000) + " b")
        }
        #expect(throws: Refusal.tooLong) { try Parser.parse(String(repeating: "a", count: Parser.sizeLimit + 1)) }
    }
}
