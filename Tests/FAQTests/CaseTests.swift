import FAQ
import Foundation
import Testing

/// A folder in one text file, and the report it must give.
///
/// Files begin with `== path`; a line of ten dashes ends them; the report follows. A case named like a diagnostic's code
/// shows that diagnostic. A missing report is written and fails; `RECORD=1` writes them all.
///
/// Behind the path may stand, in brackets, how the file is written: `crlf`, `bom`, `latin-1`, `too long`.
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
        input.dropLast().components(separatedBy: "\n== ").map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            let heading = lines[0].replacing("== ", with: "").split(separator: " [")
            let manner = heading.count > 1 ? heading[1].dropLast() : ""
            let text = lines.count > 1 ? "\(lines[1])\n" : "\n"
            return SourceFile(path: String(heading[0]), bytes: Self.bytes(of: text, written: String(manner)))
        }
    }

    private static func bytes(of text: String, written manner: String) -> [UInt8] {
        let text = manner.contains("crlf") ? text.replacingOccurrences(of: "\n", with: "\r\n") : text
        if manner.contains("latin-1") { return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } }
        let bytes = Array((manner.contains("bom") ? "\u{FEFF}" + text : text).utf8)
        return manner.contains("too long") ? bytes + Array(repeating: UInt8(ascii: "a"), count: 64 << 10) : bytes
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
        let example = try FAQCase(code.rawValue)
        #expect(try example.loading().diagnostics.contains { $0.code == code })
        // The report in the file is compared above; it must be there for this diagnostic, too.
        #expect(example.expected?.contains("faq-data/") == true)
    }
}
