/// Rows of cells under a head, in columns.
struct TextTable {
    private let head: [String]
    private var rows: [[String]] = []
    private let numbers: Set<Int>

    /// `numbers` are the columns, from 0, that stand at the right.
    init(_ head: String..., numbers: Set<Int> = []) {
        self.head = head
        self.numbers = numbers
    }

    /// One cell for each column.
    mutating func add(_ cells: String...) {
        precondition(cells.count == head.count, "a row has a cell for each column")
        rows.append(cells)
    }

    /// With a line feed at the end of each row, and no spaces there.
    func text(isColoured: Bool = false) -> String {
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        let lines = ([head] + rows).map { row in
            row.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - row[column].count)
                if numbers.contains(column) { return space + row[column] }
                return column == row.count - 1 ? row[column] : row[column] + space
            }.joined(separator: "  ")
        }
        return Ink(isColoured: isColoured).heading(lines[0]) + "\n" + lines.dropFirst().map { "\($0)\n" }.joined()
    }
}

/// Colours for a terminal, or none.
struct Ink {
    let isColoured: Bool

    func heading(_ text: String) -> String { isColoured ? "\u{1B}[1;36m\(text)\u{1B}[0m" : text }
    func strong(_ text: String) -> String { isColoured ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
