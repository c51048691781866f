import BotFlow
import FAQ
import Switchboard

/// A file as a request has it.
struct FileBody: Decodable, Sendable {
    let path: String
    /// Nil where the request says null: the file is to go. A request that says nothing of it is not valid.
    let text: String?
    let version: String?

    private enum Key: CodingKey {
        case path, text, version
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        path = try container.decode(String.self, forKey: .path)
        text = try container.decode(String?.self, forKey: .text)
        version = try container.decodeIfPresent(String.self, forKey: .version)
    }

    static let limit = 100

    /// Throws 422 for what can be no files of the folder.
    static func check(_ files: [FileBody]) throws(Problem) {
        guard files.count <= limit else {
            throw Problem(invalid: "/files", "At most \(limit) files are taken at once; these are \(files.count).")
        }
        var seen = Set<String>()
        for (index, file) in files.enumerated() {
            guard seen.insert(file.path).inserted else {
                throw Problem(invalid: "/files/\(index)/path", "The file stands twice.")
            }
            try check(path: file.path, at: "/files/\(index)/path")
            try check(text: file.text, at: "/files/\(index)/text")
        }
    }

    static func check(path: String, at pointer: String) throws(Problem) {
        guard path.utf8.count <= 200, FAQDirectory.isWritten(path),
            path.unicodeScalars.allSatisfy({ $0 != "\\" && $0.properties.generalCategory != .control })
        else {
            throw Problem(
                invalid: pointer, "Name a file of the folder: bot.yaml, or an entry like delivery/delivery-times.md.")
        }
    }

    static func check(text: String?, at pointer: String) throws(Problem) {
        guard let text else { return }
        guard text.utf8.count <= SourceFile.sizeLimit else {
            throw Problem(
                invalid: pointer,
                "A file may have \(SourceFile.sizeLimit / 1_024) KiB; this has \((text.utf8.count + 1_023) / 1_024).")
        }
    }

    static func texts(of files: [FileBody]) throws(Problem) -> [String: String?] {
        try check(files)
        return Dictionary(files.map { ($0.path, $0.text) }) { first, _ in first }
    }
}

/// A number of days, hours or minutes, back from now: `30d`.
enum Since {
    static func read(_ values: [String: String], default days: Int, now: Moment) throws(Problem) -> Moment {
        guard let text = values["since"] else { return now.advanced(by: .seconds(-86_400 * days)) }
        return try read(text, now: now)
    }

    static func read(_ text: String, now: Moment) throws(Problem) -> Moment {
        let units: [Character: Int] = ["d": 86_400, "h": 3_600, "m": 60]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int(text.dropLast()),
            (1...3660).contains(count)
        else { throw Problem(400, .malformed, "“since” is a time back from now like 30d, 12h or 90m.") }
        return now.advanced(by: .seconds(-unit * count))
    }
}
