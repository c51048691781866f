import FAQ
import Testing

@Suite struct AnswerTests {
    private func answer(_ markdown: String) -> Answer? {
        Folder.edition(["a/one.md": Folder.entry("question: Can I?", answer: markdown)]).entry("one")?.answer
    }

    @Test(
        arguments: [
            ("It takes **2–4 days**.", #"[["p","It takes ",["b","2–4 days"],"."]]"#, "It takes 2–4 days."),
            ("a\nb  \nc\\\nd", #"[["p","a b",["br"],"c",["br"],"d"]]"#, "a b\nc\nd"),
            ("*a **b***", #"[["p",["i","a ",["b","b"]]]]"#, "a b"),
            ("- one\n- **two**", #"[["ul",["one"],[["b","two"]]]]"#, "- one\n- two"),
            ("1. one\n2. two\n   - in", #"[["ol",["one"],["two",["ul",["in"]]]]]"#, "1. one\n2. two\n   - in"),
            ("- a\n\n  b", #"[["ul",["a",["p","b"]]]]"#, "- a\n  b"),
            ("> a\n> b", #"[["quote",["p","a b"]]]"#, "> a b"),
            ("`x < y` \\<b\\>", #"[["p",["code","x < y"]," <b>"]]"#, "x < y <b>"),
            ("    a\n    b", #"[["code","a\nb"]]"#, "a\nb"),
            (
                "[All *times*](https://x.example/a?b=\"c\")",
                #"[["p",["a","https://x.example/a?b=\"c\"","All times"]]]"#, nil
            ),
            ("see [times](https://x.example)", nil, "see times (https://x.example)"),
            ("<https://x.example>", #"[["p",["a","https://x.example","https://x.example"]]]"#, "https://x.example"),
            ("<me@x.example> [call](tel:+45123)", nil, "me@x.example call (+45123)"),
            ("\"q\" \\\\ \u{1} é 👍", "[[\"p\",\"\\\"q\\\" \\\\ \\u0001 é 👍\"]]", "\"q\" \\ \u{1} é 👍"),
            ("a &amp; b &lt;", #"[["p","a & b <"]]"#, "a & b <"),
            ("a\n\nb", #"[["p","a"],["p","b"]]"#, "a\n\nb"),
        ] as [(String, String?, String?)])
    func markdownBecomesTheTreeAndTheText(markdown: String, rich: String?, text: String?) {
        let answer = answer(markdown)
        if let rich { #expect(answer?.rich == rich) }
        if let text { #expect(answer?.text == text) }
    }
}
