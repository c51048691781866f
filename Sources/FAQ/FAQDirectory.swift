internal import Foundation

/// The folder the editors write in. The only place of this module that touches the disk.
package enum FAQDirectory {
    /// A folder that cannot be read at all.
    package struct Failure: Error, Sendable, CustomStringConvertible {
        package let path: String
        package let reason: String

        package var description: String { "\(path): \(reason)" }
    }

    static let fileLimit = 20_000

    /// Reads, checks and compiles a folder. The day is for dates that have passed.
    package static func load(path: String, on day: Day) throws -> Loading {
        Loading(files: try files(in: path), on: day)
    }

    /// Entries (`*.md`) and `bot.yaml`. Hidden files and READMEs are not the bot's.
    package static func files(in path: String) throws -> [SourceFile] {
        let root = URL(fileURLWithPath: path, isDirectory: true).resolvingSymlinksInPath()
        // What cannot be looked at is, for this purpose, not there.
        let kind = try? FileManager.default.attributesOfItem(atPath: root.path)[.type] as? FileAttributeType
        guard kind == .typeDirectory else { throw Failure(path: path, reason: "there is no such folder") }
        guard let names = FileManager.default.enumerator(atPath: root.path) else {
            throw Failure(path: path, reason: "the folder cannot be read")
        }
        var files: [SourceFile] = []
        while let name = names.nextObject() as? String {
            guard isRead(name) else { continue }
            guard files.count < fileLimit else {
                throw Failure(path: path, reason: "there are more than \(fileLimit) files in it")
            }
            do {
                let handle = try FileHandle(forReadingFrom: root.appendingPathComponent(name))
                // One byte more than a file may have, so that a longer one is seen and reported as such.
                let content = try handle.read(upToCount: SourceFile.sizeLimit + 1) ?? Data()
                files.append(SourceFile(path: name, bytes: [UInt8](content)))
            } catch {
                throw Failure(path: "\(path)/\(name)", reason: "the file cannot be read")
            }
        }
        guard files.contains(where: { $0.path.hasSuffix(".md") }) else {
            throw Failure(path: path, reason: "there is no entry in it; an entry is a file like delivery/costs.md")
        }
        return files.sorted { $0.path < $1.path }
    }

    private static func isRead(_ name: String) -> Bool {
        let parts = name.split(separator: "/")
        guard !parts.contains(where: { $0.hasPrefix(".") }) else { return false }
        return name == BotScript.fileName || name.hasSuffix(".md") && parts.last?.lowercased() != "readme.md"
    }
}
