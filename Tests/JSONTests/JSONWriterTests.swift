import Foundation
import JSON
import TestSupport
import Testing

/// What is written is JSON (RFC 8259), whatever it is told to write.
@Suite struct JSONWriterTests {
    private func written(_ text: String) -> String {
        var writer = JSONWriter()
        writer.value(text)
        return writer.text
    }

    private func read(_ bytes: [UInt8]) throws -> Any {
        try JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
    }

    // MARK: Texts

    @Test(arguments: [
        ("", #""""#),
        ("plain", #""plain""#),
        (#"say "no""#, #""say \"no\"""#),
        (#"C:\temp\"#, #""C:\\temp\\""#),
        ("two\nlines", #""two\nlines""#),
        ("\t\r\u{0}\u{1F}\u{7F}", #""\u0009\u000d\u0000\u001f\u007f""#),
        ("</script>", #""</script>""#),
        ("a\u{2028}b\u{2029}c", "\"a\u{2028}b\u{2029}c\""),
        ("Zoë 日本 👩🏽‍🚒", "\"Zoë 日本 👩🏽‍🚒\""),
    ])
    func aTextIsEscapedWhereItMustBeAndNowhereElse(text: String, json: String) {
        #expect(written(text) == json)
    }

    @Test func noControlCharacterStandsRawInAText() throws {
        for code in UInt8.min..<0x20 {
            let text = "a" + String(Unicode.Scalar(code)) + "b"
            let bytes = Array(written(text).utf8)
            #expect(bytes.allSatisfy { $0 >= 0x20 })
            #expect(try read(bytes) as? String == text)
        }
    }

    @Test func bytesThatWereNoUTF8CannotBreakTheText() throws {
        let broken = String(decoding: [0x61, 0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80, 0x22] as [UInt8], as: UTF8.self)
        let bytes = Array(written(broken).utf8)
        #expect(String(validating: bytes, as: UTF8.self) != nil)
        #expect(try read(bytes) as? String == broken)
    }

    @Test func aNameIsEscapedAsATextIs() throws {
        let bytes = JSONWriter.object { $0.member("a\"\\\n", 1) }
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"a\"\\\n":1}"#)
    }

    // MARK: Shapes

    @Test func emptyContainersAreWrittenAsSuch() {
        let bytes = JSONWriter.object { object in
            object.member("o", object: { _ in })
            object.member("a", array: { _ in })
            object.member("s", strings: [String]())
        }
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"o":{},"a":[],"s":[]}"#)
    }

    @Test func commasStandBetweenAndNowhereElse() {
        let bytes = JSONWriter.object { object in
            object.member(
                "list",
                array: { list in
                    list.value(1)
                    list.array { $0.value("x") }
                    list.object { _ in }
                    list.object {
                        $0.member("a", 1)
                        $0.member("b", strings: ["c", "d"])
                    }
                    list.raw("[2]".utf8)
                })
            object.member("after", true)
        }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"list":[1,["x"],{},{"a":1,"b":["c","d"]},[2]],"after":true}"#)
    }

    @Test func membersStandInTheOrderTheyWereTold() {
        let names = (0..<50).map { "n\(($0 * 31) % 50)" }
        let bytes = JSONWriter.object { object in for name in names { object.member(name, 0) } }
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text == "{" + names.map { "\"\($0)\":0" }.joined(separator: ",") + "}")
    }

    @Test func nilIsNullInEveryKindOfMember() {
        let bytes = JSONWriter.object { object in
            object.member("text", nil as String?)
            object.member("whole", nil as Int?)
            object.member("real", nil as Double?)
            object.member("truth", nil as Bool?)
            object.member("raw", raw: nil)
        }
        #expect(
            String(decoding: bytes, as: UTF8.self)
                == #"{"text":null,"whole":null,"real":null,"truth":null,"raw":null}"#)
    }

    @Test func aRawTextStandsAsItIs() {
        let inner = JSONWriter.object { $0.member("a", "b") }
        let bytes = JSONWriter.object { object in
            object.member("bytes", raw: inner)
            object.member("text", raw: "[1,2]")
        }
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"bytes":{"a":"b"},"text":[1,2]}"#)
    }

    // MARK: Numbers

    @Test(arguments: [Int.min, -1, 0, 1, Int.max])
    func aWholeNumberKeepsEveryDigit(number: Int) throws {
        let bytes = JSONWriter.object { $0.member("n", number) }
        #expect(String(decoding: bytes, as: UTF8.self) == "{\"n\":\(number)}")
        #expect((try read(bytes) as? [String: Int]) == ["n": number])
    }

    @Test(arguments: [0.1, -0.0, 1e-7, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 123_456_789.25, 1e16])
    func aRealNumberComesBackAsItWas(number: Double) throws {
        let bytes = JSONWriter.object { $0.member("n", number) }
        _ = try read(bytes)
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(Double(text.dropFirst(#"{"n":"#.count).dropLast()) == number)
    }

    @Test(arguments: [Double.nan, .signalingNaN, .infinity, -.infinity])
    func whatIsNoNumberIsNull(number: Double) {
        let bytes = JSONWriter.object { $0.member("n", number) }
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"n":null}"#)
    }

    // MARK: Anything

    @Test(arguments: 0..<20 as Range<UInt64>)
    func aReaderFindsEveryTreeAsItWasWritten(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<100 {
            let tree = Tree.random(depth: 5, using: &generator)
            let bytes = JSONWriter.object { $0.member("tree", tree: tree) }
            let object = try #require(try read(bytes) as? [String: Any])
            #expect(Tree(object) == Tree.object(["tree": tree.read]))
        }
    }
}
