import FAQ
import Testing

/// What is read once and used again says the same as what is read anew.
@Suite struct ReadingsTests {
    private static func entry(_ keys: String) -> String { "---\n\(keys)\n---\nYes.\n" }

    /// One folder after the other, as an editor types.
    private static let folders: [[String: String]] = [
        ["a.md": entry("question: Is it late?"), "b.md": entry("question: Is it lost?\nmatch:\n  - pcre: '(\\w+)*x'")],
        ["a.md": entry("question: Is it late"), "b.md": entry("question: Is it lost?\nmatch:\n  - pcre: '(\\w+)*x'")],
        ["a.md": "no entry", "b.md": entry("question: Is it lost?\nmatch:\n  - pcre: '(\\w+)*x'")],
        ["a.md": "no entry", "b.md": entry("question: Is it late?\nfollow_ups: [a, none]")],
        ["a.md": entry("question: Is it late?"), "b.md": entry("question: Is it late?\nfollow_ups: [a, none]")],
        ["b.md": entry("question: Is it late?\nfollow_ups: [a, none]")],
        ["a.md": entry("question: Is it late?\naks: [x]"), "b.md": entry("question: Is it lost?")],
        ["a.md": entry("question: Is it late?\naks: [x]"), "c.md": "\u{FEFF}---"],
    ]

    @Test func aCheckThatReadsOnlyWhatChangedFindsTheSame() throws {
        let day = try #require(Day("2026-06-15"))
        var readings = Readings()
        for (number, folder) in Self.folders.enumerated() {
            let files = folder.sorted { $0.key < $1.key }.map { SourceFile(path: $0.key, text: $0.value) }
            let fresh = Loading(files: files, on: day, trains: false)
            for _ in 0..<2 {
                let again = Loading(files: files, on: day, trains: false, reusing: &readings)
                #expect(again.diagnostics == fresh.diagnostics, "folder \(number)")
                #expect(again.entries.map(\.slug) == fresh.entries.map(\.slug), "folder \(number)")
                #expect((again.edition == nil) == (fresh.edition == nil), "folder \(number)")
            }
        }
    }
}
