import FAQ
import Foundation

/// Any bytes as the file of an entry.
enum EntryFuzz {
    static func run(_ bytes: [UInt8]) {
        let file = SourceFile(path: "topic/entry.md", bytes: bytes)
        let loading = LoadingPromises.load([file])
        guard let edition = loading.edition else { return }
        promise(edition.entries.count == 1, "a sound file is an entry")
        for entry in edition.entries {
            promise(!entry.answer.text.isEmpty, "an entry says something")
            LoadingPromises.checkJSON(entry.answer.rich)
            // That it is JSON has just been promised.
            checkLinks(in: try? JSONSerialization.jsonObject(with: Data(entry.answer.rich.utf8)))
        }
        LoadingPromises.checkOwnLines(of: edition, loading)
    }

    /// A link is an array that begins with `a` and the address; what else begins so is text and has no second text.
    private static func checkLinks(in tree: Any?) {
        guard let node = tree as? [Any] else { return }
        if node.count == 3, node[0] as? String == "a", let address = node[1] as? String, node[2] is String {
            let schemes = ["https://", "http://", "mailto:", "tel:"]
            promise(
                schemes.contains { address.lowercased().hasPrefix($0) }, "an answer leads to where it may: \(address)")
        }
        for child in node { checkLinks(in: child) }
    }
}
