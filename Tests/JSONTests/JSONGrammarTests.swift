import JSON
import Testing

/// What is a JSON text (RFC 8259), and what only looks like one.
@Suite struct JSONGrammarTests {
    private func flaw(_ text: String, depth: Int = 32) -> JSONGrammar.Flaw? {
        do {
            try JSONGrammar.check(Array(text.utf8), depth: depth)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "null", "true", "false", "0", "-0", "12", "-1.5", "0.001", "1e5", "1E+5", "1.25e-3", "\"\"", "[]", "{}",
        " \t\r\n[ ] \n", "[1,2]", "[[],{},[[]]]", "{\"\":1}", "{\"a\":{\"b\":[null,\"c\"]},\"d\":0}",
        "{\"a\":1,\"a\":2}",
        "1e999", "100000000000000000000000000", "\"é日👩\u{7F}\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\\uAbCd\"",
        "\"\\ud83d\\ude00\"", "\"\\uD834\\uDD1E\"",
    ])
    func isJSON(_ text: String) {
        #expect(flaw(text) == nil)
    }

    @Test(arguments: [
        "", " ", "nul", "nulll", "True", "undefined", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5", "1e",
        "1e+",
        "1.e5", "0x1", "1_000", "'a'", "\"", "\"a", "\"\\\"", "\"\\q\"", "\"\\u12\"", "\"\\u12G4\"",
        "\"\\u\u{FF11}234\"",
        "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\ud800x\"", "\"a\u{1}\"", "\"a\nb\"", "[", "]", "[1",
        "[1,]",
        "[,1]", "[1,,2]", "[1 2]", "[1}", "{", "}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{,}", "{a:1}", "{1:2}",
        "{\"a\" 1}", "{\"a\":1 \"b\":2}", "{\"a\"::1}", "{\"a\":1]", "1 2", "{} {}", "[] x", "//\n1", "1/**/",
        "\u{FEFF}1",
        "\u{A0}1", "1\0",
    ])
    func isNot(_ text: String) {
        #expect(flaw(text) == .notJSON)
    }

    @Test func depthIsCountedToTheLevel() {
        for depth in [0, 1, 32] {
            let nested = String(repeating: "[{\"a\":", count: depth / 2) + (depth % 2 == 0 ? "" : "[")
            let closed = (depth % 2 == 0 ? "1" : "]") + String(repeating: "}]", count: depth / 2)
            #expect(flaw(nested + closed, depth: depth) == nil)
            #expect(depth == 0 || flaw(nested + closed, depth: depth - 1) == .tooDeep)
        }
        #expect(flaw(String(repeating: "[", count: 1_000_000)) == .tooDeep)
    }
}
