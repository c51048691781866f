import Foundation

/// The folder of patterns and sentences that others have collected, when this machine has it.
struct LabelledSets {
    /// A pattern and what makes it slow.
    struct Attack: Decodable {
        let regex: String
        let prefix: String
        let pump: String
        let suffix: String

        var texts: [String] {
            let pumped = [1, 3, 20].map { prefix + String(repeating: pump, count: $0) }
            return [prefix] + pumped + pumped.map { $0 + suffix } + [regex]
        }
    }

    static let names = ["evil_small", "regexlib_all"]

    private let folder: URL

    init() {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
        let named = ProcessInfo.processInfo.environment["LABELLED_SETS"].map { URL(filePath: $0) }
        folder = (named ?? repository.appending(path: "../shared/data")).appending(path: "redos")
    }

    var exist: Bool { Self.names.allSatisfy { FileManager.default.fileExists(atPath: file($0).path) } }

    func attacks(_ name: String) throws -> [Attack] {
        try JSONDecoder().decode([Attack].self, from: Data(contentsOf: file(name)))
    }

    private func file(_ name: String) -> URL { folder.appending(path: name + ".json") }
}
