/// What became of a folder: an edition, unless something is an error, and everything an editor should know.
package struct Loading: Sendable {
    /// Nil when a diagnostic is an error.
    package let edition: Edition?
    /// By file, line and column.
    package let diagnostics: [Diagnostic]
    /// Twelve hexadecimal digits that stand for the files, whether or not they make an edition.
    package let version: String
    /// All that could be read, also where something else is an error; by slug, then language.
    package let entries: [Entry]

    /// Reads, checks and compiles files, and trains the ranker unless the edition will answer nobody. The day is for
    /// dates that have passed.
    package init(files: [SourceFile], on day: Day, trains: Bool = true) {
        var readings = Readings()
        self.init(files: files, on: day, trains: trains, reusing: &readings)
    }

    /// The same, reading only the entries that are not as they were the last time.
    package init(files: [SourceFile], on day: Day, trains: Bool, reusing readings: inout Readings) {
        let report = Report(files)
        var entries: [Entry] = []
        var brokenSlugs = Set<String>()
        for file in files where file.path.hasSuffix(".md") {
            if let entry = readings.entry(in: file, report) {
                entries.append(entry)
            } else {
                brokenSlugs.insert(EntryReader(source: file, report: report).slugFromFileName)
            }
        }
        readings.forgetAll(but: files)
        let script = files.first { $0.path == BotScript.fileName }
        let bot =
            script.flatMap { BotScriptReader(source: $0, report: report, fallback: .standard).script() } ?? .standard
        version = Self.version(of: files)
        let fileVersions = Dictionary(files.map { ($0.path, $0.version) }) { first, _ in first }
        let edition = Edition(version: version, entries: entries, bot: bot, fileVersions: fileVersions)
        Check(edition: edition, brokenSlugs: brokenSlugs, report: report).run(on: day)
        self.edition = report.hasErrors ? nil : trains ? edition.trained() : edition
        self.entries = edition.entries
        diagnostics = report.sorted()
    }

    /// Of the paths and contents, in the order of the paths.
    package static func version(of files: [SourceFile]) -> String {
        var fingerprint = Fingerprint()
        for file in files.sorted(by: { $0.path < $1.path }) {
            fingerprint.add(file.path.utf8)
            // Neither can stand in a path or in UTF-8 text, so contents cannot pass for paths.
            fingerprint.add([0])
            fingerprint.add(file.bytes)
            fingerprint.add([0xFF])
        }
        return fingerprint.text
    }
}
