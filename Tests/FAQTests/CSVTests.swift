import FAQ
import TestSupport
import Testing

@Suite struct CSVTests {
    private func cells(_ text: String) throws -> [[String]] {
        try CSV.rows(Array(text.utf8)).map(\.cells)
    }

    @Test(
        arguments: [
            ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]), ("a;b\n1,5;d", [["a", "b"], ["1,5", "d"]]),
            ("\u{FEFF}a\tb\rc\td", [["a", "b"], ["c", "d"]]), ("\"a\"\"b\",\"c\r\nd\"\n", [["a\"b", "c\r\nd"]]),
            ("a,\n,b\n", [["a", ""], ["", "b"]]), ("a,", [["a", ""]]), ("\"\",x", [["", "x"]]), ("", []),
            ("\"größe, é\",“x”\n", [["größe, é", "“x”"]]),
        ] as [(String, [[String]])])
    func tablesAreReadAsSpreadsheetsWriteThem(text: String, rows: [[String]]) throws {
        #expect(try cells(text) == rows)
    }

    @Test func emptyRowsAreLeftOutAndStillCount() throws {
        #expect(try CSV.rows(Array("a\n\n\nb\n".utf8)).map(\.number) == [1, 4])
    }

    @Test(arguments: [("a,b\nc,d\"e", 2, 2), ("a\n\"b", 2, 1), ("\"a\"b", 1, 1), ("a,\"b\n\nc", 1, 2)])
    func aBrokenCellIsReportedInItsPlace(text: String, row: Int, column: Int) {
        let mistake = #expect(throws: CSV.Mistake.self) { try cells(text) }
        #expect(mistake.map { [$0.row, $0.column] } == [row, column])
        let bytes = Array("a,b\nc,".utf8) + [0xE9]
        #expect(#expect(throws: CSV.Mistake.self) { try CSV.rows(bytes) }?.column == 2)
    }

    @Test(arguments: [8, 9] as [UInt64])
    func whatIsWrittenIsReadAgain(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pieces = ["a", ",", ";", "\t", "\"", "\r", "\n", "\r\n", " ", "é", "'", "=", "👍"]
        for _ in 0..<500 {
            let rows = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                ["x"]
                    + (0..<3).map { _ in
                        (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                            pieces.randomElement(using: &generator) ?? ""
                        }.joined()
                    }
            }
            #expect(try cells(CSV.text(rows)) == rows)
        }
    }
}
