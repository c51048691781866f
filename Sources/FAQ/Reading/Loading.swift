/// What became of a folder: an edition, unless something is an error, and everything an editor should know.
package struct Loading: Sendable {
    /// Nil when a diagnostic is an error.
    package let edition: Edition?
    /// By file, line and column.
    package let diagnostics: [Diagnostic]

    /// Reads, checks and compiles files, and trains the ranker unless the edition will answer nobody. The day is for
    /// dates that have passed.
    package init(files: [SourceFile], on day: Day, trains: Bool = true) {
        let report = Report(files)
        var entries: [Entry] = []
        var brokenSlugs = Set<String>()
        for file in files where file.path.hasSuffix(".md") {
            let reader = EntryReader(source: file, report: report)
            if let entry = reader.entry() {
                entries.append(entry)
            } else {
                brokenSlugs.insert(reader.slugFromFileName)
            }
        }
        let script = files.first { $0.path == BotScript.fileName }
        let bot =
            script.flatMap { BotScriptReader(source: $0, report: report, fallback: .standard).script() } ?? .standard
        let edition = Edition(version: Self.version(of: files), entries: entries, bot: bot)
        Check(edition: edition, brokenSlugs: brokenSlugs, report: report).run(on: day)
        self.edition = report.hasErrors ? nil : trains ? edition.trained() : edition
        diagnostics = report.sorted()
    }

    /// FNV-1a over the paths and contents, in the order of the paths. It tells versions apart; it proves nothing.
    private static func version(of files: [SourceFile]) -> String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ bytes: some Sequence<UInt8>) {
            for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        }
        for file in files.sorted(by: { $0.path < $1.path }) {
            add(file.path.utf8)
            // Neither can stand in a path or in UTF-8 text, so contents cannot pass for paths.
            add([0])
            add(file.bytes)
            add([0xFF])
        }
        let digits = String(hash, radix: 16)
        return String((String(repeating: "0", count: 16) + digits).suffix(12))
    }
}
