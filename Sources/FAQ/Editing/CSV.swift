/// A table as text (RFC 4180): cells between commas, rows on lines, quotes around what needs them.
///
/// Read leniently where spreadsheets differ: a byte order mark, any of CR LF, LF and CR behind a row, and semicolons or tabs
/// in place of the commas, whichever comes first in the first row.
package enum CSV {
    /// A row with its number in a spreadsheet, from 1.
    package struct Row: Sendable, Equatable {
        package let number: Int
        package let cells: [String]
    }

    /// Why a text is no table, and where: row and column from 1, as a spreadsheet counts them.
    package struct Mistake: Error, Equatable, Sendable {
        package let row: Int
        package let column: Int
        package let message: String
        package let remedy: String
    }

    /// The text of a table, with a byte order mark: without one, spreadsheets take UTF-8 for something else.
    package static func text(_ rows: [[String]]) -> String {
        "\u{FEFF}" + rows.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static func quoted(_ cell: String) -> String {
        guard cell.unicodeScalars.contains(where: { ",;\t\"\r\n".unicodeScalars.contains($0) }) || cell.first == " "
        else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    /// The rows of a table; those in which nothing stands are left out.
    package static func rows(_ bytes: [UInt8]) throws(Mistake) -> [Row] {
        var reader = CSVReader(bytes)
        return try reader.rows()
    }
}

/// Reads a table byte by byte: no byte of a letter in UTF-8 looks like a sign of the format.
private struct CSVReader {
    private let bytes: [UInt8]
    private var index: Int
    private var separator = UInt8(ascii: ",")
    private var row = 1
    private var cells: [String] = []

    private static let quote = UInt8(ascii: "\"")
    private static let (newline, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = bytes[index...].prefix { $0 != Self.newline && $0 != Self.carriageReturn }
        separator = first.first { ",;\t".utf8.contains($0) } ?? separator
    }

    mutating func rows() throws(CSV.Mistake) -> [CSV.Row] {
        var rows: [CSV.Row] = []
        while index < bytes.count {
            cells.append(try cell())
            if index < bytes.count, bytes[index] == separator {
                index += 1
                // What stands behind the last separator is a cell, even at the end of the text.
                if index < bytes.count { continue }
                cells.append("")
            }
            skipLineEnd()
            if cells.contains(where: { !$0.isEmpty }) { rows.append(CSV.Row(number: row, cells: cells)) }
            cells = []
            row += 1
        }
        return rows
    }

    private mutating func cell() throws(CSV.Mistake) -> String {
        guard index < bytes.count, bytes[index] == Self.quote else {
            let start = index
            while index < bytes.count, !isEnd(bytes[index]) {
                guard bytes[index] != Self.quote else {
                    throw mistake("a quote stands inside a cell", "Put the cell in quotes, and write each in it twice.")
                }
                index += 1
            }
            return try text(bytes[start..<index])
        }
        index += 1
        var content: [UInt8] = []
        while index < bytes.count {
            if bytes[index] != Self.quote {
                content.append(bytes[index])
            } else if index + 1 < bytes.count, bytes[index + 1] == Self.quote {
                content.append(Self.quote)
                index += 1
            } else {
                index += 1
                guard index == bytes.count || isEnd(bytes[index]) else {
                    throw mistake("something stands behind a cell's closing quote", "Write a quote in a cell twice.")
                }
                return try text(content[...])
            }
            index += 1
        }
        throw mistake("a quote is opened and not closed", "Close it at the end of the cell.")
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == separator || byte == Self.newline || byte == Self.carriageReturn
    }

    private mutating func skipLineEnd() {
        guard index < bytes.count else { return }
        let isPair = bytes[index] == Self.carriageReturn && index + 1 < bytes.count && bytes[index + 1] == Self.newline
        index += isPair ? 2 : 1
    }

    private func text(_ bytes: ArraySlice<UInt8>) throws(CSV.Mistake) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        throw mistake("the cell is not UTF-8", "Save the table as “CSV UTF-8”.")
    }

    private func mistake(_ message: String, _ remedy: String) -> CSV.Mistake {
        CSV.Mistake(row: row, column: cells.count + 1, message: message, remedy: remedy)
    }
}
