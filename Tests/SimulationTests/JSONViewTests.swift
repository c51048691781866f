import Simulation
import Testing

@Suite struct JSONViewTests {
    private let view = JSONView(
        #" {"a" : {"b": [1, {"c": "}]\""}, -3], "n": null}, "text": "caf\u00e9 \ud83d\ude00\n", "t": true, "seq": 17 } "#
    )

    @Test func membersAreFoundBehindOthers() {
        #expect(view?["seq"]?.number == 17)
        #expect(view?["t"]?.isTrue == true)
        #expect(view?["text"]?.text == "café 😀\n")
        #expect(view?["a"]?["b"]?.elements.count == 3)
        #expect(view?["a"]?["b"]?.elements[1]["c"]?.text == #"}]""#)
        #expect(view?["a"]?["b"]?.elements[2].number == -3)
    }

    @Test func whatIsNullOrNotThereIsNil() {
        #expect(view?["a"]?["n"] == nil)
        #expect(view?["b"] == nil)
        #expect(view?["seq"]?["a"] == nil)
        #expect(view?["seq"]?.text == nil)
        #expect(view?["text"]?.number == nil)
        #expect(JSONView("  ") == nil)
    }

    /// A server that dies in the middle of an answer must not end the simulation.
    @Test func aTextThatIsCutEndsNothing() {
        let whole = #"{"a":{"b":[1,{"c":"x\"y"},-3]},"seq":17}"#
        for length in 0...whole.utf8.count {
            let cut = JSONView(Array(whole.utf8.prefix(length)))
            _ = cut?["a"]?["b"]?.elements.map { $0["c"]?.text }
            _ = cut?["a"]?.text
            _ = cut?["seq"]?.number
        }
    }
}
