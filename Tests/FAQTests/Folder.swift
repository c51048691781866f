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

/// A seeded generator (SplitMix64), so that a failure can be repeated.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
