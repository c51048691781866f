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
    /// Whether it was read of these files before, rather than proved and learned now.
    package let isFromKept: Bool

    /// Reads, checks and compiles files, and trains the ranker unless the edition will answer nobody. The day is for
    /// dates that have passed.
    package init(files: [SourceFile], on day: Day, trains: Bool = true) {
        var readings = Readings()
        self.init(files: files, on: day, trains: trains, reusing: &readings)
    }

    /// The same, reading only the entries that are not as they were the last time.
    package init(files: [SourceFile], on day: Day, trains: Bool, reusing readings: inout Readings) {
        let report = Report(files)
        let folder = ReadFolder(files, report, &readings)
        version = folder.edition.version
        entries = folder.edition.entries
        Check(edition: folder.edition, brokenSlugs: folder.brokenSlugs, report: report).run(on: day)
        edition = report.hasErrors ? nil : trains ? folder.edition.trained() : folder.edition
        diagnostics = report.sorted()
        isFromKept = false
    }

    /// What was found out about the very same files before, proved and learned anew in nothing but what changes with the
    /// day; nil when `kept` gives nothing or what it gives does not fit.
    ///
    /// `kept` runs beside the reading of the files.
    package init?(files: [SourceFile], on day: Day, kept: @Sendable () -> [UInt8]?) {
        let (findings, folder) = both(
            { kept().flatMap { KeptFindings(packed: $0) } },
            {
                let report = Report(files, areProven: true)
                var readings = Readings()
                let folder = ReadFolder(files, report, &readings)
                return report.hasErrors ? nil : folder
            })
        guard let findings, let edition = folder?.edition.ranked(by: findings.ranker) else { return nil }
        let report = Report(files)
        report.add(findings.diagnostics)
        Check(edition: edition, brokenSlugs: [], report: report).checkDates(on: day)
        version = edition.version
        entries = edition.entries
        self.edition = edition
        diagnostics = report.sorted()
        isFromKept = true
    }

    /// What took its time to find out, for ``init(files:on:kept:)``; nil where it would be of no use.
    package var kept: [UInt8]? {
        edition.flatMap { KeptFindings(ranker: $0.ranking.ranker, diagnostics: diagnostics).packed }
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
