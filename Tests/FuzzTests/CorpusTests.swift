import Foundation
import FuzzTargets
import Testing

/// What `make fuzz` has found worth keeping, held against the same promises: each file is a regression test.
@Suite(.timeLimit(.minutes(5))) struct CorpusTests {
    static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Fuzz/Corpus")

    /// In a process of its own, which a broken promise ends; its last line names the file.
    @Test(arguments: FuzzTarget.allCases)
    func everyKeptInputKeepsThePromises(of target: FuzzTarget) async throws {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardErrorContent]
        ) { [target] in
            for file in try CorpusTests.files(of: target) {
                FileHandle.standardError.write(Data("\(target.rawValue)/\(file.lastPathComponent)\n".utf8))
                target.run([UInt8](try Data(contentsOf: file)))
            }
        }
        let lines = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self).split(separator: "\n")
        let kept = try Self.files(of: target).count
        #expect(kept > 0 && lines.count == kept, "the last of \(kept): \(lines.suffix(3).joined(separator: " "))")
    }

    private static func files(of target: FuzzTarget) throws -> [URL] {
        try FileManager.default
            .contentsOfDirectory(
                at: folder.appendingPathComponent(target.rawValue), includingPropertiesForKeys: nil
            )
            .sorted { $0.path < $1.path }
    }
}
