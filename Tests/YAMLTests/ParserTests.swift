import TestSupport
import Testing
import YAML

/// A tree in short: scalars as they are, `[…]` and `{…}` around the rest.
private func shown(_ node: Node?) -> String {
    switch node?.content {
    case .scalar(let text, .plain): text
    case .scalar(let text, _): "'\(text)'"
    case .sequence(let items): "[" + items.map { shown($0) }.joined(separator: ",") + "]"
    case .mapping(let pairs): "{" + pairs.map { "\(shown($0.key)):\(shown($0.value))" }.joined(separator: ",") + "}"
    case nil: "nothing"
    }
}

private func position(_ mark: Node.Mark) -> [Int] { [mark.line, mark.column] }

@Suite struct ParserTests {
    @Test(
        arguments: [
            ("", "nothing"), ("# only a remark\n", "nothing"), ("a: 1", "{a:1}"),
            ("not: [no, on, 09:00, ~]\non: yes", "{not:[no,on,09:00,~],on:yes}"),
            ("a:\nb: ''", "{a:,b:''}"), ("- 'it''s'\n- \"a\\n\"\n- |\n  x\n", "[it's,a\n,x\n]"),
            ("a: {b: [c, d|e*]}", "{a:{b:[c,d|e*]}}"),
        ])
    func scalarsStayText(text: String, expected: String) throws {
        let quoted = ["[it's,a\n,x\n]": "['it's','a\n','x\n']"][expected] ?? expected
        #expect(try shown(Parser.parse(text)) == quoted)
    }

    @Test func everyNodeKnowsItsPlace() throws {
        let root = try #require(try Parser.parse("größe: 1\nlist:\n  - “é” x\n", firstLine: 2))
        guard case .mapping(let pairs) = root.content, case .sequence(let items) = pairs[1].value.content else {
            Issue.record("not the tree that was written")
            return
        }
        #expect(position(pairs[0].value.start) == [2, 8])
        #expect(position(items[0].start) == [4, 5])
        #expect(position(items[0].end) == [4, 10])
        #expect(items[0].start.offset == 19 && items[0].end.offset == 24)
    }

    @Test(arguments: [("[a]", true), ("{a: b}", true), ("- a", false), ("a: [b]", false), ("a", false)])
    func aCollectionKnowsWhetherItHasBrackets(text: String, isFlow: Bool) throws {
        #expect(try Parser.parse(text)?.isFlow == isFlow)
    }

    @Test(
        arguments: [
            ("a: 1\nb: 2\na: 3", 3, 1), ("a: *x", 1, 4), ("a: &x y", 1, 4), ("a: !!str y", 1, 4), ("? [a]\n: b", 1, 3),
            ("a: [1, 2", 1, 4), ("a: \"b\n", 1, 4), ("a: b: c", 1, 5), ("a: 1\n---\nb: 2", 2, 1), ("a: \u{1}", 1, 4),
        ])
    func whatIsNotUsedHereIsRefusedInItsPlace(text: String, line: Int, column: Int) {
        let error = #expect(throws: SyntaxError.self) { try Parser.parse(text) }
        #expect(error.map { position($0.mark) } == [line, column])
        #expect(error?.remedy.isEmpty == false)
    }

    /// YAML also breaks lines at these, but nobody who counts lines does.
    @Test(arguments: ["\r", "\u{85}", "\u{2028}", "\u{2029}"])
    func linesAreCountedAsEditorsCountThem(lineEnd: String) throws {
        let root = try #require(try Parser.parse("a: 1\(lineEnd)b: 2\r\nc: 3\n", firstLine: 5))
        guard case .mapping(let pairs) = root.content else { return #expect(Bool(false), "a mapping") }
        #expect(pairs.map { position($0.key.start) } == [[5, 1], [5, 6], [6, 1]])
        #expect(pairs.map { position($0.value.end) } == [[5, 5], [5, 10], [6, 5]])
        #expect(throws: SyntaxError.self) { try Parser.parse("a: 1\(lineEnd)b: [") }
        do {
            _ = try Parser.parse("a: 1\(lineEnd)b: [")
        } catch {
            #expect(position(error.mark) == [1, 10])
        }
    }

    @Test func depthAndSizeHaveAnEnd() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(try Parser.parse(nested(Parser.depthLimit)) != nil)
        #expect(throws: SyntaxError.self) { try Parser.parse(nested(Parser.depthLimit + 1)) }
        #expect(throws: SyntaxError.self) { try Parser.parse(nested(30_000)) }
        let long = "a: " + String(repeating: "x", count: Parser.sizeLimit)
        #expect(throws: SyntaxError.self) { try Parser.parse(long) }
    }

    @Test func brokenDocumentsNeverTrap() {
        var generator = SplitMix64(seed: 7)
        let pieces = [
            "a", ": ", "\n", "  ", "- ", "[", "]", "{", "}", "'", "\"", "|", ">", "#", "&", "*", "!", "%", "---", "\t",
            "é", "?",
        ]
        for _ in 0..<3_000 {
            let text = (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined()
            do {
                _ = try Parser.parse(text)
            } catch {
                #expect(error.mark.line >= 1 && error.mark.column >= 1)
            }
        }
    }
}
