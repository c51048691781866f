import Testing
import support_server

@Suite struct SlimmingTests {
    private func slim(_ text: String) -> String {
        String(decoding: slimmed(Array(text.utf8)), as: UTF8.self)
    }

    @Test func commentsAndIndentationAreLeftOutAndLinesKeepTheirNumbers() {
        let source = """
            /**
             * What this is.
             */
            export function one(two) {
                // Why.
                const three = /** @type {any} */ (two); // how
                return three;
            }
            /* a { */ a { color: red }
            """
        #expect(
            slim(source) == """



                export function one(two) {

                const three = (two); // how
                return three;
                }
                a { color: red }
                """)
    }

    @Test func whatLooksLikeACommentWithinALineStays() {
        for line in ["const a = 'https://shop.example/*';", "a/*b*/c", "x = `// ${y}`", "import(`./*.js`)"] {
            #expect(slim(line) == line)
        }
    }

    @Test func aCommentThatDoesNotEndTakesTheRest() {
        #expect(slim("a\n/* b\nc") == "a\n\n")
    }
}
