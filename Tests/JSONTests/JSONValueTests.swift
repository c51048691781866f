import Foundation
import JSON
import TestSupport
import Testing

/// What was written is read as it was meant, and nothing else is taken for it.
@Suite struct JSONValueTests {
    @Test(arguments: UInt64(0)..<200)
    func whatTheWriterWritesIsReadAsItWasMeant(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let tree = Tree.random(depth: 4, using: &generator).withoutReals
        var writer = JSONWriter()
        writer.object { $0.member("tree", tree: tree) }
        let value = try #require(JSONValue(writer.text))
        #expect(Tree(try value["tree"] ?? .null) == tree)
    }

    @Test(arguments: [
        #" { "a" : [ 1 , -2 , 0 ] , "b" : { } } "#, "[]", "true", "null", "-0", "9223372036854775807",
        "-9223372036854775808", #""a\u00e9\ud83d\ude00\n\/\b\f\r\t\"\\""#, #""\uD83D\uDE00é😀""#, #""\u0000""#,
    ])
    func anyOtherWayOfWritingItIsReadToo(json: String) throws {
        let value = try #require(JSONValue(json))
        let wanted = try JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed)
        #expect(Tree(value).read == Tree(wanted)?.read)
    }

    @Test(arguments: [
        "", " ", "[1,]", #"{"a":1,}"#, "[,1]", "01", "-01", "-", "+1", "1.5", "1e3", "1E3", "tru", "nul", "True",
        "[1 2]", "{a:1}", #"{"a" 1}"#, #"{"a":}"#, "\"\u{1}\"", "\"\n\"", #""\u12""#, #""\ud83d""#, #""\ud83d\u0041""#,
        #""\udc00""#, #""\ud83dx""#, #""\u00g0""#, #""\x""#, "\"", #""\"#, "[", "{", #"{"a":"#, #"{"a""#, "1 2",
        "9223372036854775808", "-9223372036854775809", "18446744073709551616", "[1]]", "\u{FEFF}1", "// 1",
    ])
    func whatIsNoSuchTextIsNotRead(json: String) {
        #expect(JSONValue(json) == nil)
    }

    @Test func textsAreReadSixteenLevelsDeepAndNoDeeper() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(JSONValue(nested(16)) != nil)
        #expect(JSONValue(nested(17)) == nil)
        #expect(JSONValue(nested(1_000_000)) == nil)
        #expect(JSONValue("[\(Array(repeating: "[[]]", count: 100).joined(separator: ","))]") != nil)
    }

    @Test func aValueIsNeverTakenForOneOfAnotherType() throws {
        let value = try #require(JSONValue(#"{"text":"1","whole":1,"truth":true,"list":[1,"a"],"nothing":null}"#))
        for (name, kinds) in [
            ("text", [true, false, false, false]), ("whole", [false, true, false, false]),
            ("truth", [false, false, true, false]), ("list", [false, false, false, true]),
        ] {
            let member = try value.member(name)
            let readable = [
                (try? member.text) != nil, (try? member.whole) != nil, (try? member.truth) != nil,
                (try? member.array) != nil,
            ]
            #expect(readable == kinds)
            #expect((try? member.texts) == nil)
            #expect((try? member.wholes) == nil)
            #expect((try? member["text"]) == nil)
        }
        #expect(try value["nothing"] == nil)
        #expect(try value["missing"] == nil)
        #expect(throws: JSONValue.Misfit.self) { try value.member("nothing") }
        #expect(throws: JSONValue.Misfit.self) { try value.member("missing") }
        #expect(throws: JSONValue.Misfit.self) { try value.textsByName }
    }
}

extension Tree {
    fileprivate init(_ value: JSONValue) {
        self =
            switch value {
            case .null: .null
            case .truth(let truth): .truth(truth)
            case .whole(let number): .whole(number)
            case .text(let text): .text(text)
            case .array(let values): .list(values.map { Tree($0) })
            case .object(let members):
                .object(Dictionary(uniqueKeysWithValues: members.map { ($0.name, Tree($0.value)) }))
            }
    }

    /// With nothing in their place: what is stored has none.
    fileprivate var withoutReals: Tree {
        switch self {
        case .real: .null
        case .list(let list): .list(list.map(\.withoutReals))
        case .object(let object): .object(object.mapValues(\.withoutReals))
        case .text, .whole, .truth, .null: self
        }
    }
}
