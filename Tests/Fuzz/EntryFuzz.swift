import FAQ

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
            promise(!entry.answer.rich.contains("javascript:"), "no answer leads to a script: \(entry.answer.rich)")
        }
        LoadingPromises.checkOwnLines(of: edition, loading)
    }
}
