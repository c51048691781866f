import Dispatch
import Foundation
import TestSupport
import Testing

/// The program as it was built, run as operators run it.
enum Program {
    struct Outcome {
        let code: Int32
        let output: String
        let complaint: String
    }

    private static var executable: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("support-server")
    }

    static func process(_ words: [String], environment: [String: String] = [:]) -> Process {
        let process = Process()
        process.executableURL = executable
        process.arguments = words
        let own = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("SUPPORT_") }
        process.environment = own.merging(environment) { $1 }
        return process
    }

    /// Runs it to its end; what it prints is short, so the pipes hold it.
    static func run(
        _ words: String..., input: String? = nil, environment: [String: String] = [:]
    ) throws -> Outcome {
        let process = process(words, environment: environment)
        let (output, complaint, entrance) = (Pipe(), Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = complaint
        process.standardInput = input == nil ? FileHandle.nullDevice : entrance
        try process.run()
        // One that should have refused and runs instead ends here, with a code that no test expects.
        let watchdog = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 30, execute: watchdog)
        defer { watchdog.cancel() }
        if let input {
            try entrance.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try entrance.fileHandleForWriting.close()
        }
        let texts = try [output, complaint].map {
            String(decoding: try $0.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        }
        process.waitUntilExit()
        return Outcome(code: process.terminationStatus, output: texts[0], complaint: texts[1])
    }
}

extension Folder {
    func write(_ text: String, to name: String) throws {
        let file = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}

/// A server in a process of its own, with one entry to answer from.
final class Serving {
    let folder: Folder
    let process: Process
    private let output = Pipe()
    private let log = Pipe()
    private var logged = ""
    private(set) var greeting = ""

    static let entry = """
        ---
        slug: hours
        question: When are you open?
        quick_reply: 1
        ---
        From nine to five.

        """

    /// Returns when it serves.
    init(_ words: String..., in folder: Folder? = nil) throws {
        self.folder = try folder ?? Folder()
        let faq = "\(self.folder.path)/faq"
        if !FileManager.default.fileExists(atPath: faq) {
            try FileManager.default.createDirectory(atPath: faq, withIntermediateDirectories: true)
            try self.folder.write(Self.entry, to: "faq/hours.md")
        }
        process = Program.process(
            ["serve", "--listen", "127.0.0.1:0", "--data", "\(self.folder.path)/data", "--faq", faq] + words)
        process.standardOutput = output
        process.standardError = log
        try process.run()
        while !greeting.contains("Ctrl-C stops.") {
            let piece = output.fileHandleForReading.availableData
            try #require(!piece.isEmpty, "The server ended: \(logged)")
            greeting += String(decoding: piece, as: UTF8.self)
        }
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }

    /// `http://127.0.0.1:PORT`
    var url: String {
        greeting.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("http://") }.map { String($0.dropLast()) }
            ?? ""
    }

    var port: String { url.split(separator: ":").last.map(String.init) ?? "" }
    var data: String { "\(folder.path)/data" }

    /// Reads the log until a line has the words in it; returns the line.
    @discardableResult
    func waitForLine(with words: String) throws -> String {
        while true {
            var lines = logged.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let unfinished = lines.removeLast()
            if let index = lines.firstIndex(where: { $0.contains(words) }) {
                logged = (lines[(index + 1)...] + [unfinished]).joined(separator: "\n")
                return lines[index]
            }
            let piece = log.fileHandleForReading.availableData
            try #require(!piece.isEmpty, "The log ended without \(words): \(logged)")
            logged += String(decoding: piece, as: UTF8.self)
        }
    }

    func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    func exitCode() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Asks with a client that is not ours; the status and the body.
    func request(_ path: String, json body: String? = nil, headers: [String] = []) throws -> (status: Int, body: Data) {
        let curl = Process()
        curl.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
        let sent = body.map { ["-H", "Content-Type: application/json", "-d", $0] } ?? []
        curl.arguments = ["-s", "-w", "\n%{http_code}", url + path] + sent + headers.flatMap { ["-H", $0] }
        let output = Pipe()
        curl.standardOutput = output
        try curl.run()
        let all = try output.fileHandleForReading.readToEnd() ?? Data()
        curl.waitUntilExit()
        let end = try #require(all.lastIndex(of: UInt8(ascii: "\n")))
        let status = String(decoding: all[(end + 1)...], as: UTF8.self)
        return (try #require(Int(status)), all[..<end])
    }

    /// Starts a conversation as a customer and says something in it; its id.
    func conversation(saying words: String) throws -> String {
        struct Started: Decodable {
            struct Conversation: Decodable {
                let id: String
                let sessionID: String

                enum CodingKeys: String, CodingKey {
                    case id
                    case sessionID = "customer_session_id"
                }
            }
            let conversation: Conversation
        }
        let started = try request("/api/v1/customer/conversations/start", json: "{}")
        let conversation = try JSONDecoder().decode(Started.self, from: started.body).conversation
        let said = try request(
            "/api/v1/customer/conversations/\(conversation.id)/messages", json: "{\"content\":\"\(words)\"}",
            headers: ["X-Customer-Session-Id: \(conversation.sessionID)"])
        try #require(said.status == 200)
        return conversation.id
    }
}
