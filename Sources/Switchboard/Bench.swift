package import FAQ

/// What the FAQ is worked with; belongs to the workshop's thread.
package final class Bench {
    package let faq: LiveFAQ
    private let shelf: any FAQShelf
    private let today: @Sendable () -> Day
    /// An editor who types checks one draft after the other, and tries some of them.
    private var checked = Recent()
    private var loaded = Recent()
    private var readings = Readings()

    init(_ faq: LiveFAQ, on shelf: any FAQShelf, today: @escaping @Sendable () -> Day) {
        self.faq = faq
        self.shelf = shelf
        self.today = today
    }

    /// The folder as it is on disk.
    package func files() throws -> [SourceFile] {
        do { return try shelf.files() } catch { throw FolderRefusal.notRead(error) }
    }

    /// The folder as it would be with texts in place of files; nil removes one.
    package func files(with texts: [String: String?]) throws -> [SourceFile] {
        try Self.files(files(), with: texts)
    }

    private static func files(_ files: [SourceFile], with texts: [String: String?]) throws -> [SourceFile] {
        let kept = files.filter { !texts.keys.contains($0.path) }
        let new = texts.compactMap { path, text in text.map { SourceFile(path: path, text: $0) } }
        let all = (kept + new).sorted { $0.path < $1.path }
        guard all.contains(where: { $0.path.hasSuffix(".md") }) else { throw FolderRefusal.nothingLeft }
        return all
    }

    /// What is to be said of files: read, proved and compiled. Its edition has no ranker, as training takes longer than all
    /// the rest.
    package func check(_ files: [SourceFile]) -> Loading {
        let (version, day) = (Loading.version(of: files), today())
        if let known = checked[version, day] ?? loaded[version, day] { return known }
        let loading = Loading(files: files, on: day, trains: false, reusing: &readings)
        checked.add(loading, on: day)
        return loading
    }

    /// What becomes of files: checked and trained.
    package func load(_ files: [SourceFile]) -> Loading {
        let (version, day) = (Loading.version(of: files), today())
        if let known = loaded[version, day] { return known }
        let loading = Loading(files: files, on: day)
        loaded.add(loading, on: day)
        return loading
    }

    /// The newest of what was made of folders.
    private struct Recent {
        private var loadings: [(day: Day, loading: Loading)] = []

        private static let limit = 4

        subscript(version: String, day: Day) -> Loading? {
            loadings.first { $0.loading.version == version && $0.day == day }?.loading
        }

        mutating func add(_ loading: Loading, on day: Day) {
            loadings = loadings.suffix(Self.limit - 1) + [(day, loading)]
        }
    }

    /// What became of the folder as it is on disk, where it has been looked at here; a publication's own files are.
    package var known: Loading? {
        // What cannot be read is told of by whoever loads it then.
        guard let files = try? shelf.files() else { return nil }
        return loaded[Loading.version(of: files), today()]
    }

    /// The edition that texts would make; throws ``FolderRefusal/broken(_:)`` when something in it is an error.
    package func edition(with texts: [String: String?]) throws -> Edition {
        let loading = load(try files(with: texts))
        guard let edition = loading.edition else { throw FolderRefusal.broken(loading.diagnostics) }
        return edition
    }

    /// Writes the files in their layout, all or none, and lets the folder answer from now on.
    ///
    /// The same once more changes nothing and is no conflict, so an editor whose answer was lost can send it again.
    package func publish(_ edits: [FileEdit]) throws -> Published {
        let present = try files()
        let byPath = Dictionary(present.map { ($0.path, $0) }) { first, _ in first }
        let wanted = try Self.files(present, with: Self.texts(of: edits))
        let laidOut = edits.map { edit in edit.text.map { Self.layout(of: SourceFile(path: edit.path, text: $0)) } }
        let conflicts = zip(edits, laidOut).filter { edit, text in
            let file = byPath[edit.path]
            return file?.version != edit.readAt && file?.bytes != text.map { Array($0.utf8) }
        }
        guard conflicts.isEmpty else {
            throw FolderRefusal.changed(conflicts.map { ($0.0.path, byPath[$0.0.path]) })
        }
        let texts = Dictionary(zip(edits, laidOut).map { ($0.path, $1) }) { _, last in last }
        let final = try Self.files(present, with: texts)
        let loading = load(final)
        guard let edition = loading.edition else {
            // As the editor wrote it, so that what is wrong is told by the editor's own lines.
            let written = load(wanted)
            throw FolderRefusal.broken((written.edition == nil ? written : loading).diagnostics)
        }
        // Loading takes its time, and somebody may have written to the folder meanwhile.
        guard Loading.version(of: try files()) == Loading.version(of: present) else { return try publish(edits) }
        let different = texts.filter { path, text in byPath[path]?.bytes != text.map { Array($0.utf8) } }
        if !different.isEmpty {
            do { try shelf.write(different) } catch { throw FolderRefusal.notWritten(error) }
        }
        let before = faq.edition
        // The same contents again end a problem, but their patterns keep what was learned about them.
        faq.publish(edition.version == before.version ? before : edition)
        return Published(
            edition: edition, previous: before.version,
            changes: FileChange.between(before.fileVersions, edition.fileVersions), diagnostics: loading.diagnostics)
    }

    private static func texts(of edits: [FileEdit]) -> [String: String?] {
        Dictionary(edits.map { ($0.path, $0.text) }) { _, last in last }
    }

    /// The text as `faq format` would write it; as it is when it cannot be read, which the check tells of.
    private static func layout(of file: SourceFile) -> String {
        do throws(EntryFormat.Unreadable) {
            return try EntryFormat.canonical(file)
        } catch {
            return String(decoding: file.bytes, as: UTF8.self)
        }
    }
}
