import FAQ
import Foundation
import Testing

/// The report for programs: workflow commands and SARIF.
@Suite struct ReportFormatTests {
    /// An error with characters that need escaping, a warning and a note.
    private static let loading = Folder.loading([
        "a/one: 100%, größe.md": Folder.entry("question: One?"),
        "a/two.md": Folder.entry(
            "question: Two?\nasks: [aaa]\nmatch:\n  - pcre: '(a+)+$'\n  - words: [two]\nqick_reply: 配達"),
    ])

    @Test func workflowCommandsAreEscapedAsGitHubReadsThem() {
        let lines = Self.loading.workflowCommands(folder: "./faq-data").split(separator: "\n").map(String.init)
        #expect(
            lines == [
                """
                ::error file=faq-data/a/one%3A 100%25%2C größe.md,line=1,endLine=1,col=1,endColumn=1,title=bad-file-name::\
                the file name must be like delivery-times.md or delivery-times.de.md%0A\
                Lower-case letters, digits and single hyphens; after a dot the language, like `de` or `pt-BR`.
                """,
                """
                ::notice file=faq-data/a/two.md,line=5,endLine=5,col=5,endColumn=5,title=unfiltered-pattern::\
                1 rule must be tried on every message%0Aa/two.md:5.%0A\
                Give each a word of two letters or more that every message it is for has.
                """,
                """
                ::warning file=faq-data/a/two.md,line=5,endLine=5,col=11,endColumn=18,title=pattern-gives-up::\
                the pattern gives up on some long messages, and counts as no match there%0A\
                Repeat only what is necessary: `\\w+` rather than `(\\w+)*`, and few `.*` in one pattern.
                """,
                """
                ::error file=faq-data/a/two.md,line=7,endLine=7,col=1,endColumn=10,title=unknown-key::\
                an entry has no key `qick_reply`%0ADid you mean `quick_reply`?
                """,
                "2 errors, 1 warning, 1 note",
            ])
    }

    // MARK: SARIF

    private struct Log: Decodable {
        struct Text: Decodable { let text: String }
        struct Rule: Decodable {
            let id: String
            let shortDescription: Text
            let help: Text
        }
        struct Driver: Decodable {
            let name: String
            let version: String
            let rules: [Rule]
        }
        struct Tool: Decodable { let driver: Driver }
        struct Artifact: Decodable { let uri: String }
        struct Region: Decodable, Equatable {
            let startLine: Int
            let startColumn: Int
            let endColumn: Int
        }
        struct Physical: Decodable {
            let artifactLocation: Artifact
            let region: Region
        }
        struct Location: Decodable { let physicalLocation: Physical }
        struct Result: Decodable {
            let ruleId: String
            let ruleIndex: Int
            let level: String
            let message: Text
            let locations: [Location]
        }
        struct Run: Decodable {
            let tool: Tool
            let columnKind: String
            let results: [Result]
        }
        let version: String
        let runs: [Run]
    }

    private func log(_ loading: Loading, folder: String) throws -> Log.Run {
        let text = loading.sarif(folder: folder, version: "1.2.3")
        let log = try JSONDecoder().decode(Log.self, from: Data(text.utf8))
        #expect(log.version == "2.1.0" && log.runs.count == 1)
        return try #require(log.runs.first)
    }

    @Test func sarifHasEachDiagnosticAtItsPlace() throws {
        let run = try log(Self.loading, folder: "./faq-data")
        #expect(run.columnKind == "unicodeCodePoints")
        #expect(run.results.map(\.level) == ["error", "note", "warning", "error"])
        for (result, diagnostic) in zip(run.results, Self.loading.diagnostics) {
            #expect(run.tool.driver.rules[result.ruleIndex].id == result.ruleId)
            #expect(result.ruleId == diagnostic.code.rawValue)
            #expect(result.message.text == ([diagnostic.message] + diagnostic.notes).joined(separator: "\n"))
            let place = diagnostic.place
            // The last column is the one behind the region.
            #expect(
                result.locations.map(\.physicalLocation.region) == [
                    Log.Region(
                        startLine: place.line, startColumn: place.column, endColumn: place.column + place.length)
                ])
        }
        #expect(
            run.results.first?.locations.first?.physicalLocation.artifactLocation.uri
                == "faq-data/a/one%3A%20100%25%2C%20gr%C3%B6%C3%9Fe.md")
    }

    @Test func sarifExplainsEveryKindOfDiagnosticOnce() throws {
        let run = try log(Folder.loading(["a/one.md": Folder.entry("question: One?")]), folder: "/srv/faq")
        #expect(run.results.isEmpty)
        #expect(run.tool.driver.version == "1.2.3")
        #expect(run.tool.driver.rules.map(\.id) == Diagnostic.Code.allCases.map(\.rawValue))
        for rule in run.tool.driver.rules {
            #expect(rule.shortDescription.text.hasSuffix(".") && rule.help.text.hasSuffix("."), "\(rule.id)")
        }
        let broken = try log(Folder.loading(["a/one.md": ""]), folder: "/srv/faq")
        #expect(
            broken.results.first?.locations.first?.physicalLocation.artifactLocation.uri == "file:///srv/faq/a/one.md")
    }

    @Test func notesAreCountedOnlyWhereThereAreSome() {
        let tested = Folder.loading(["a/one.md": Folder.entry("question: One?")])
        #expect(tested.text(folder: "").hasSuffix("0 errors, 0 warnings"))
        let untested = Folder.loading(["a/one.md": Folder.entry("question: One?\nmatch:\n  - words: [one]")])
        #expect(untested.text(folder: "").hasSuffix("0 errors, 0 warnings, 1 note"))
    }
}
