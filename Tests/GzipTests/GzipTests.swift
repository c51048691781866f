import Foundation
import Gzip
import Testing

@Suite struct GzipTests {
    @Test(arguments: [0, 1, 15, 70_000, 300_000])
    func anotherProgramUnpacksWhatWasPacked(count: Int) throws {
        // Some of it repeats, some does not.
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 % 3 == 0 ? 7 : $0 &* $0 >> 7) }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).gz")
        defer { try? FileManager.default.removeItem(at: file) }  // A folder for temporary files forgives what is left.
        try Data(gzip(bytes)).write(to: file)
        let unpacking = Process()
        let output = Pipe()
        unpacking.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
        unpacking.arguments = ["--decompress", "--stdout", file.path]
        unpacking.standardOutput = output
        try unpacking.run()
        let unpacked = try output.fileHandleForReading.readToEnd() ?? Data()
        unpacking.waitUntilExit()
        #expect(unpacking.terminationStatus == 0)
        #expect([UInt8](unpacked) == bytes)
    }

    @Test func wordsThatRepeatTakeLittleRoom() {
        let words = Array(String(repeating: "Where is my order? ", count: 500).utf8)
        #expect(gzip(words).count < words.count / 50)
    }
}
