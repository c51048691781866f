/// The entries of a folder, to be changed row by row.
struct EntryFolder {
    /// What is known of one file.
    private struct Held {
        let source: SourceFile
        /// Nil when the file cannot be read.
        let draft: EntryDraft?
    }

    private var held: [Held] = []

    init(_ files: [SourceFile]) {
        for source in files where !source.isBotScript {
            // Why it cannot be read is for `faq check` to say; here it only must not be overwritten.
            held.append(Held(source: source, draft: try? EntryDraft(reading: source)))
        }
    }

    /// What a row changes; nil when nothing.
    func change(for row: SheetReader.Row) throws(SheetProblem) -> SheetImport.Change? {
        let found = held.first { $0.draft?.slug == row.slug && $0.draft?.language == row.language }
        guard let found, let draft = found.draft else { return try creation(for: row) }
        let changed = row.cells.filter { column, cell in
            column != .slug && column != .language && cell != SheetColumn.normalised(column.cell(of: draft), in: column)
        }
        guard !changed.isEmpty else { return nil }
        var moved = draft
        moved.topic = row.cells[.topic] ?? draft.topic
        guard moved.path == found.source.path || !held.contains(where: { $0.source.path == moved.path }) else {
            throw problem(row, .topic, "there is a file \(moved.path) already")
        }
        do {
            let text = try EntryEdit(found.source, draft, row.cells, changed: Set(changed.keys)).text
            let isMoved = moved.path != found.source.path
            // A cell can say the same in other words: nothing for a priority of 0, `no` where nothing escalates. The text
            // is in its layout, so it is compared with the file in its layout; a file without one is another text.
            if !isMoved, (try? EntryFormat.canonical(found.source)) == text { return nil }
            return SheetImport.Change(
                kind: isMoved ? .moves : .changes, path: moved.path, text: text,
                oldPath: isMoved ? found.source.path : nil)
        } catch {
            throw problem(row, nil, "\(found.source.path) cannot be changed without losing something in it")
        }
    }

    private func creation(for row: SheetReader.Row) throws(SheetProblem) -> SheetImport.Change {
        var draft = EntryDraft(
            slug: row.slug, language: row.language, topic: row.cells[.topic] ?? "",
            question: row.cells[.question] ?? "",
            answer: row.cells[.answer] ?? "")
        if draft.question.isEmpty { throw problem(row, .question, "a new entry needs a question") }
        if draft.answer.trimmedOfEmptyLines.isEmpty { throw problem(row, .answer, "a new entry needs an answer") }
        guard !held.contains(where: { $0.source.path == draft.path }) else {
            throw problem(row, .slug, "\(draft.path) is there already, and is no entry \(draft.slug) that can be read")
        }
        draft.answer = draft.answer.trimmedOfEmptyLines
        let path = draft.path
        do {
            let source = SourceFile(
                path: path, text: "---\nquestion: \(ScalarText.doubleQuoted(draft.question))\n---\n")
            let text = try EntryEdit(source, draft, row.cells, changed: Set(row.cells.keys)).text
            return SheetImport.Change(kind: .creates, path: path, text: text, oldPath: nil)
        } catch {
            throw problem(row, nil, "the row is too long for an entry")
        }
    }

    private func problem(_ row: SheetReader.Row, _ column: SheetColumn?, _ message: String) -> SheetProblem {
        SheetProblem(
            row: row.number, column: column?.rawValue, message: message,
            notes: ["`faq check` shows what is wrong in the folder."])
    }
}
