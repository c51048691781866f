import AgentDesk
import BotFlow
import FAQ
import Foundation
import Storage
import Switchboard

/// `measure store`: a database as a year of conversations leaves it, written by the product's own store.
///
///     measure store --into DIR [--messages 1000000] [--faq faq-data] [--seed 1]
///
/// Makes `DIR/support.db`, which must not be there yet; `serve --data DIR` works with it, and `--demo` adds the accounts
/// to log in with. Ten messages a conversation in the mean, a dozen of conversations going on at any moment, the bot's
/// part from the FAQ without its ranker. In the end 300 wait in the queue, 200 are claimed, by twenty agents, and all
/// others are closed; with few messages fewer are open. The year ends about when this runs; apart from the moments, the
/// same arguments make the same database.
struct StoreMaker {
    static let usage = "measure store --into DIR [--messages 1000000] [--faq faq-data] [--seed 1]"

    private let folder: String?
    private let messages: Int
    private let faq: String
    private let seed: UInt64

    init(_ arguments: [String]) {
        func value(of name: String) -> String? {
            let index = arguments.firstIndex(of: name)
            return index.flatMap { arguments.indices.contains($0 + 1) ? arguments[$0 + 1] : nil }
        }
        folder = value(of: "--into")
        messages = value(of: "--messages").flatMap { Int($0) } ?? 1_000_000
        faq = value(of: "--faq") ?? "faq-data"
        seed = value(of: "--seed").flatMap { UInt64($0) } ?? 1
    }

    func run() throws {
        guard let folder else { return print("usage: \(Self.usage)") }
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let path = "\(folder)/support.db"
        guard !FileManager.default.fileExists(atPath: path) else { return print("\(path) is there already.") }
        let now = Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let loading = try FAQDirectory.load(path: faq, on: Day(millisecondsSince1970: now.milliseconds), trains: false)
        guard let edition = loading.edition else { return print("\(faq) has errors: try `faq check`.") }
        let store = try SQLiteStore(path: path)
        var past = StoredPast(of: edition, until: now, messages: messages, seed: seed)
        try store.commit { try past.begin(in: store) }
        var shown = 0
        while !past.isOver {
            try store.commit {
                for _ in 0..<2_000 where !past.isOver { try past.goOn(in: store) }
            }
            guard past.messagesWritten / 100_000 > shown else { continue }
            shown = past.messagesWritten / 100_000
            FileHandle.standardError.write(Data("\(past.messagesWritten) messages\n".utf8))
        }
        print("messages       \(past.messagesWritten)")
        print("conversations  \(past.conversations)")
        print("queued         \(try store.waiting().count)")
    }
}
