import FAQ

/// Any bytes as a spreadsheet's table, imported into a small folder.
enum SheetFuzz {
    private static let files = [
        SourceFile(
            path: "delivery/one.md",
            text: """
                ---
                # about times
                question: How long?
                asks:
                  - when # the usual one
                match:
                  - words: [deliver*|ship*, when|how long] # first
                  - pcre: '\\beta\\b'
                    unless: 'greek'
                follow_ups: [two]
                ---
                - Soon.

                """),
        SourceFile(path: "two.md", text: "---\nquestion: Two?\n---\nYes.\n"),
        SourceFile(path: "bot.yaml", text: "greeting: Hello!\n"),
    ]

    static func run(_ bytes: [UInt8]) {
        checkTable(bytes)
        let result = SheetImport(bytes, into: files, on: LoadingPromises.day)
        guard result.isSound else { return }
        let after = folder(with: result)
        let loading = LoadingPromises.load(after)
        promise(loading.edition != nil, "a sound import gives a sound folder: \(loading.text(folder: ""))")
        for change in result.changes { checkLayout(change) }
        let again = SheetImport(bytes, into: after, on: LoadingPromises.day)
        promise(
            again.isSound && again.changes.isEmpty,
            "a table imported twice changes nothing more: \(again.problems) \(again.changes) \(result.changes)")
    }

    /// What is written as a table is read as the same table.
    private static func checkTable(_ bytes: [UInt8]) {
        guard let rows = rows(bytes) else { return }
        // A spreadsheet's first row has its columns' names, and shows what stands between cells.
        let table = [["slug", "question"]] + rows.map(\.cells)
        let again = self.rows(Array(CSV.text(table).utf8))?.map(\.cells)
        promise(again == table, "a table is read as it was written: \(table) \(again ?? [])")
    }

    private static func rows(_ bytes: [UInt8]) -> [CSV.Row]? {
        do { return try CSV.rows(bytes) } catch {
            promise(error.row > 0 && error.column > 0, "a mistake has a place: \(error)")
            return nil
        }
    }

    private static func checkLayout(_ change: SheetImport.Change) {
        do {
            let laidOut = try EntryFormat.canonical(SourceFile(path: change.path, text: change.text))
            promise(laidOut == change.text, "an import writes the layout:\n\(change.text)\n=====\n\(laidOut)")
        } catch {
            promise(false, "what an import writes can be laid out: \(change.text)")
        }
    }

    private static func folder(with result: SheetImport) -> [SourceFile] {
        let gone = Set(result.changes.flatMap { [$0.path, $0.oldPath ?? $0.path] })
        return files.filter { !gone.contains($0.path) }
            + result.changes.map { SourceFile(path: $0.path, text: $0.text) }
    }
}
