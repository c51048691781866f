/// Something an editor should know about a cell of a spreadsheet.
package struct SheetProblem: Sendable, Equatable, CustomStringConvertible {
    /// As a spreadsheet counts them, from 1.
    package let row: Int
    /// Nil when the whole row is meant.
    package let column: String?
    package let message: String
    package let notes: [String]

    package var description: String {
        let place = column.map { "row \(row), column \($0)" } ?? "row \(row)"
        return (["\(place): \(message)"] + notes.map { "  \($0)" }).joined(separator: "\n")
    }
}

/// The rows of a spreadsheet by the names of its columns.
struct SheetReader {
    /// One entry's cells; a column that the sheet does not have has none.
    struct Row {
        let number: Int
        let cells: [SheetColumn: String]

        var slug: String { cells[.slug] ?? "" }
        var language: String? { cells[.language].flatMap { $0.isEmpty ? nil : $0 } }
    }

    private(set) var rows: [Row] = []
    private(set) var problems: [SheetProblem] = []

    init(_ bytes: [UInt8]) {
        let table: [CSV.Row]
        do {
            table = try CSV.rows(bytes)
        } catch {
            let column = "\(error.column)"
            problems = [SheetProblem(row: error.row, column: column, message: error.message, notes: [error.remedy])]
            return
        }
        guard let header = table.first else {
            problem(1, nil, "the table is empty", "Begin with what `faq export` writes.")
            return
        }
        let columns = columns(header)
        guard problems.isEmpty else { return }
        var seen: [String: Int] = [:]
        for row in table.dropFirst() {
            guard let read = self.row(row, columns) else { continue }
            let name = "\(read.slug).\(read.language ?? "")"
            if let other = seen.updateValue(read.number, forKey: name) {
                problem(read.number, .slug, "row \(other) has the entry \(read.slug) already", "Keep one of the two.")
            }
            rows.append(read)
        }
    }

    private mutating func problem(_ row: Int, _ column: SheetColumn?, _ message: String, _ notes: String...) {
        problems.append(SheetProblem(row: row, column: column?.rawValue, message: message, notes: notes))
    }

    private mutating func columns(_ header: CSV.Row) -> [SheetColumn] {
        let names = SheetColumn.allCases.map(\.rawValue)
        var columns: [SheetColumn] = []
        for cell in header.cells {
            let name = SheetColumn.shown(cell).lowercased()
            guard let column = SheetColumn(rawValue: name) else {
                let meant = Spelling.nearest(to: name, among: names)
                problem(
                    header.number, nil, "there is no column “\(cell)”",
                    meant.map { "Did you mean \($0)?" } ?? "Columns are: \(names.joined(separator: ", ")).")
                continue
            }
            if columns.contains(column) {
                problem(header.number, column, "the column stands there twice", "Take one of the two out.")
            }
            columns.append(column)
        }
        if !columns.contains(.slug), problems.isEmpty {
            problem(header.number, nil, "there is no column slug", "It says which entry a row is about.")
        }
        return columns
    }

    private mutating func row(_ row: CSV.Row, _ columns: [SheetColumn]) -> Row? {
        guard row.cells.count >= columns.count, row.cells.dropFirst(columns.count).allSatisfy(\.isEmpty) else {
            problem(
                row.number, nil, "the row has \(row.cells.count) cells, and the first row \(columns.count)",
                "Separators and line ends inside a cell need quotes around the cell.")
            return nil
        }
        var cells: [SheetColumn: String] = [:]
        for (column, cell) in zip(columns, row.cells) {
            let text = column.isPlain ? cell : SheetColumn.unguarded(cell)
            cells[column] = SheetColumn.normalised(text, in: column)
        }
        let read = Row(number: row.number, cells: cells)
        guard EntryReader.isSlug(read.slug) else {
            problem(
                row.number, .slug, read.slug.isEmpty ? "the row has no slug" : "“\(read.slug)” is no slug",
                "A slug is lower-case letters, digits and single hyphens.")
            return nil
        }
        if let language = read.language, !EntryReader.isLanguage(language) {
            problem(row.number, .language, "“\(language)” is no language", "Write like `de` or `pt-BR`, or nothing.")
            return nil
        }
        let parts = (cells[.topic] ?? "").split(separator: "/", omittingEmptySubsequences: false)
        if cells[.topic]?.isEmpty == false, parts.contains(where: { $0.isEmpty || $0.hasPrefix(".") }) {
            problem(row.number, .topic, "the topic is no folder", "Write like `delivery`, or nothing for the top.")
            return nil
        }
        return read
    }
}
