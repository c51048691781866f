/// What a spreadsheet makes of a folder: the files it would change, or why it must not.
///
/// The rule: a cell that says what the folder says already changes nothing, and a file none of whose cells changed is not
/// touched. What no cell can say (comments, rules with `unless`, keys without a column) stays as it is in the file. Entries
/// without a row stay, too. A changed file is written in its layout.
package struct SheetImport: Sendable {
    /// What happens to one file.
    package struct Change: Sendable, Equatable {
        package enum Kind: String, Sendable {
            case creates, changes, moves
        }

        package let kind: Kind
        package let path: String
        package let text: String
        /// Where the file was, when it moves.
        package let oldPath: String?
    }

    /// By row; empty when everything may be written.
    package let problems: [SheetProblem]
    /// Errors in files that no row changes, in the folder as it would be.
    package let otherErrors: [Diagnostic]
    /// In the order of the rows.
    package let changes: [Change]

    package var isSound: Bool { problems.isEmpty && otherErrors.isEmpty }

    /// Reads a table and holds it against the files of a folder. The day is for dates that have passed.
    package init(_ table: [UInt8], into files: [SourceFile], on day: Day) {
        let sheet = SheetReader(table)
        var problems = sheet.problems
        var changes: [(change: Change, row: SheetReader.Row)] = []
        let folder = EntryFolder(files)
        for row in sheet.rows {
            do throws(SheetProblem) {
                if let change = try folder.change(for: row) { changes.append((change, row)) }
            } catch {
                problems.append(error)
            }
        }
        self.changes = changes.map(\.change)
        var otherErrors: [Diagnostic] = []
        if problems.isEmpty {
            let loading = Loading(files: Self.folder(files, with: changes.map(\.change)), on: day, trains: false)
            for diagnostic in loading.diagnostics where diagnostic.severity == .error {
                guard let (change, row) = changes.first(where: { $0.change.path == diagnostic.place.file }) else {
                    otherErrors.append(diagnostic)
                    continue
                }
                let column = Self.column(ofLine: diagnostic.place.line, in: change.text)
                problems.append(
                    SheetProblem(
                        row: row.number, column: column?.rawValue, message: diagnostic.message, notes: diagnostic.notes)
                )
            }
        }
        self.problems = problems.enumerated().sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
            .map(\.element)
        self.otherErrors = otherErrors
    }

    /// The files as they would be.
    private static func folder(_ files: [SourceFile], with changes: [Change]) -> [SourceFile] {
        let gone = Set(changes.flatMap { [$0.path, $0.oldPath ?? $0.path] })
        return files.filter { !gone.contains($0.path) } + changes.map { SourceFile(path: $0.path, text: $0.text) }
    }

    /// The column that a line of a file comes from.
    private static func column(ofLine number: Int, in text: String) -> SheetColumn? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let fence = lines.dropFirst().firstIndex(of: "---"), number <= fence else { return .answer }
        var kind: SheetColumn?
        for line in lines[..<min(number, lines.count)].reversed() {
            let word = line.drop { " -".contains($0) }.prefix { $0 != ":" }
            if ["words", "pcre"].contains(word) { kind = kind ?? SheetColumn(rawValue: String(word)) }
            guard let first = line.first, !" #-".contains(first) else { continue }
            return word == "match" ? kind ?? .words : SheetColumn(rawValue: String(word))
        }
        return nil
    }
}

extension SheetProblem: Error {}
