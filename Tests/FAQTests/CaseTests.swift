import FAQ
import Foundation
import Testing

/// A folder in one text file, and the report it must give.
///
/// Files begin with `== path`; a line of ten dashes ends them; the report follows. A case named like a diagnostic's code
/// shows that diagnostic. A missing report is written and fails; `RECORD=1` writes them all.
struct FAQCase: CustomTestStringConvertible {
    static let day = Day("2026-06-15")
    static let fence = "----------"
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Cases")

    let name: String
    private let url: URL
    private let text: String

    var testDescription: String { name }

    init(_ name: String) throws {
        self.name = name
        url = Self.folder.appendingPathComponent("\(name).faqcase")
        text = try String(contentsOf: url, encoding: .utf8)
    }

    static func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".faqcase") }.map { String($0.dropLast(8)) }.sorted()
    }

    private var input: String {
        text.range(of: "\n\(Self.fence)\n").map { String(text[..<$0.lowerBound]) + "\n" } ?? text
    }

    var expected: String? {
        text.range(of: "\n\(Self.fence)\n").map { String(text[$0.upperBound...]) }
    }

    var files: [SourceFile] {
        input.components(separatedBy: "== ").dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            return SourceFile(path: String(lines[0]), text: lines.count > 1 ? String(lines[1]) : "")
        }
    }

    func loading() throws -> Loading {
        Loading(files: files, on: try #require(Self.day))
    }

    func record(_ report: String) throws {
        try "\(input)\(Self.fence)\n\(report)".write(to: url, atomically: true, encoding: .utf8)
    }
}

@Suite struct CaseTests {
    @Test(arguments: try FAQCase.names())
    func theReportIsTheOneInTheFile(name: String) throws {
        let example = try FAQCase(name)
        let loading = try example.loading()
        let report = loading.diagnostics.map { $0.text(folder: "faq-data") + "\n" }.joined()
        let actual = report.isEmpty ? "no diagnostics\n" : report
        if ProcessInfo.processInfo.environment["RECORD"] == "1" {
            try example.record(actual)
        } else if example.expected == nil {
            try example.record(actual)
            Issue.record("\(name) had no report; it is written now: review it")
        } else {
            #expect(actual == example.expected)
        }
        #expect((loading.edition == nil) == loading.diagnostics.contains { $0.severity == .error })
    }

    @Test(arguments: Diagnostic.Code.allCases)
    func everyDiagnosticHasACase(code: Diagnostic.Code) throws {
        // Bytes that are not UTF-8 and very long files cannot be written down; LoadingTests has them.
        guard code != .notUTF8, code != .fileTooLarge else { return }
        let codes = try FAQCase(code.rawValue).loading().diagnostics.map(\.code)
        #expect(codes.contains(code))
    }
}
