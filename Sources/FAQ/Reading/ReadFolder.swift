/// A folder's files as they could be read: an edition of which nothing is proved yet.
struct ReadFolder {
    let edition: Edition
    /// The files that could not be read as entries, by the slug they would have had.
    let brokenSlugs: Set<String>

    init(_ files: [SourceFile], _ report: Report, _ readings: inout Readings) {
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
        let fileVersions = Dictionary(files.map { ($0.path, $0.version) }) { first, _ in first }
        edition = Edition(
            version: Loading.version(of: files), entries: entries, bot: bot, fileVersions: fileVersions)
        self.brokenSlugs = brokenSlugs
    }
}
