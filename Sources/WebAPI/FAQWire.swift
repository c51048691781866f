import FAQ
import JSON
import Switchboard

/// An entry in the editors' list: as it is on disk, or, when its file is gone, as it still answers.
struct EntryRow: Sendable {
    /// How the file on disk stands to the version that answers.
    enum State: String {
        case live, changed, new, removed
    }

    let file: String
    let state: State
    /// The version of the file; nil when it is gone.
    let version: String?
    /// Nil when the file cannot be read as an entry.
    let entry: Entry?
    let errors: Int
    let warnings: Int

    /// By file.
    static func rows(of files: [SourceFile], _ loading: Loading, live: Edition) -> [EntryRow] {
        let present = Dictionary(files.map { ($0.path, $0.version) }) { first, _ in first }
        let onDisk = Dictionary(loading.entries.map { ($0.file, $0) }) { first, _ in first }
        let answering = Dictionary(live.entries.map { ($0.file, $0) }) { first, _ in first }
        let diagnostics = Dictionary(grouping: loading.diagnostics, by: \.place.file)
        return Set(present.keys).union(live.fileVersions.keys).filter { $0.hasSuffix(".md") }.sorted().map { path in
            let (now, before) = (present[path], live.fileVersions[path])
            let own = diagnostics[path] ?? []
            return EntryRow(
                file: path, state: now == nil ? .removed : before == nil ? .new : now == before ? .live : .changed,
                version: now, entry: now == nil ? answering[path] : onDisk[path],
                errors: own.count { $0.severity == .error }, warnings: own.count { $0.severity == .warning })
        }
    }
}

extension JSONWriter {
    mutating func member(_ name: String, _ diagnostics: [Diagnostic]) {
        member(name, array: { list in for diagnostic in diagnostics { list.raw(diagnostic.json().utf8) } })
    }

    mutating func members(of change: FileChange) {
        member("path", change.path)
        member("change", change.kind.rawValue)
    }

    /// An entry of the list; `counts` are by slug, and nil when nobody asked for them.
    mutating func members(of row: EntryRow, _ counts: [String: FAQTally.Counts]?) {
        let entry = row.entry
        let own = counts.map { counts in entry.flatMap { counts[$0.slug] } ?? FAQTally.Counts() }
        member("file", row.file)
        member("version", row.version)
        member("state", row.state.rawValue)
        member("slug", entry?.slug)
        member("language", entry?.language)
        member("topic", row.file.split(separator: "/").dropLast().joined(separator: "/"))
        member("question", entry?.question)
        member("mode", entry?.mode.rawValue)
        member("quick_reply", entry?.quickReply)
        member("asks", entry?.asks.count)
        member("not", entry?.not.count)
        member("rules", entry?.rules.count)
        member("owner", entry?.owner)
        member("review_by", entry?.reviewBy?.description)
        member("valid_from", entry?.validFrom?.description)
        member("valid_until", entry?.validUntil?.description)
        member("errors", row.errors)
        member("warnings", row.warnings)
        member("shown", own?.shown)
        member("helped", own?.helped)
        member("unhelpful", own?.unhelpful)
    }
}
