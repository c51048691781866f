/// What reading each entry gave, for the next time: of a folder's many files an editor changes one.
///
/// What is shared in this way are the patterns too, with their counts of giving up. So this is for checks, whose proofs
/// are not counted, and not for what answers.
package struct Readings: Sendable {
    private struct Reading {
        let version: String
        let entry: Entry?
        let diagnostics: [Diagnostic]
    }

    private var readings: [String: Reading] = [:]

    package init() {}

    /// Nil when the file cannot be an entry; why is reported.
    mutating func entry(in file: SourceFile, _ report: Report) -> Entry? {
        let version = file.version
        let reading: Reading
        if let known = readings[file.path], known.version == version {
            reading = known
        } else {
            let own = Report([file], areProven: report.isOfProvenFiles)
            let entry = EntryReader(source: file, report: own).entry()
            reading = Reading(version: version, entry: entry, diagnostics: own.diagnostics)
            readings[file.path] = reading
        }
        report.add(reading.diagnostics)
        return reading.entry
    }

    mutating func forgetAll(but files: [SourceFile]) {
        let paths = Set(files.map(\.path))
        readings = readings.filter { paths.contains($0.key) }
    }
}
