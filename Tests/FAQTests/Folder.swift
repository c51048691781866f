import FAQ
import Testing

/// Small FAQ folders, written in a line or two.
enum Folder {
    static let today = Day(millisecondsSince1970: 1_781_481_600_000)

    static func entry(_ keys: String, answer: String = "Yes.") -> String {
        "---\n\(keys)\n---\n\(answer)\n"
    }

    static func loading(_ files: [String: String]) -> Loading {
        Loading(files: files.map { SourceFile(path: $0.key, text: $0.value) }, on: today)
    }

    /// The edition of files that are right; a wrong one is recorded and gives the edition without it.
    static func edition(_ files: [String: String]) -> Edition {
        let loading = loading(files)
        if let edition = loading.edition { return edition }
        Issue.record("\(loading.diagnostics.map { $0.text() }.joined(separator: "\n"))")
        preconditionFailure("the folder of this test has errors")
    }
}
