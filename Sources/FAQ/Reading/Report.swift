/// Collects what is wrong while a folder is read; belongs to one load.
final class Report {
    /// In the order in which they were found.
    private(set) var diagnostics: [Diagnostic] = []
    private var sources: [String: SourceFile] = [:]
    /// Whether these very files were found to be right before, so that nothing need be tried only to report it.
    let isOfProvenFiles: Bool

    var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    init(_ files: [SourceFile], areProven: Bool = false) {
        isOfProvenFiles = areProven
        for file in files { sources[file.path] = file }
    }

    /// Whether a file is UTF-8; reported when it is not.
    func isText(_ source: SourceFile) -> Bool {
        guard let broken = source.broken else { return true }
        error(
            .notUTF8, Place(file: source.path, line: broken.line, column: broken.column),
            "the line has bytes that are not UTF-8", "Save the file as UTF-8.")
        return false
    }

    func error(_ code: Diagnostic.Code, _ place: Place, _ message: String, _ notes: String...) {
        add(.error, code, place, message, notes)
    }

    func warning(_ code: Diagnostic.Code, _ place: Place, _ message: String, _ notes: String...) {
        add(.warning, code, place, message, notes)
    }

    func note(_ code: Diagnostic.Code, _ place: Place, _ message: String, notes: [String]) {
        add(.note, code, place, message, notes)
    }

    /// One note about many places, at the first of them.
    func note(_ code: Diagnostic.Code, on places: [Place], _ message: (_ isOne: Bool) -> String, _ remedy: String) {
        let places = places.sorted()
        guard let first = places.first else { return }
        let rest = places.count - 12
        let shown = places.prefix(12).map(\.shown).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
        add(.note, code, first, "\(places.count) \(message(places.count == 1))", ["\(shown).", remedy])
    }

    /// Takes over what another report has.
    func add(_ others: [Diagnostic]) {
        diagnostics += others
    }

    private func add(
        _ severity: Diagnostic.Severity, _ code: Diagnostic.Code, _ place: Place, _ message: String, _ notes: [String]
    ) {
        let sourceLine = sources[place.file]?.line(place.line) ?? ""
        let diagnostic = Diagnostic(
            severity: severity, code: code, place: place, message: message, notes: notes, sourceLine: sourceLine)
        // Two HTML tags in one line are one complaint.
        if diagnostic != diagnostics.last { diagnostics.append(diagnostic) }
    }

    /// By file, then line, then column; at one place in the order they were found.
    func sorted() -> [Diagnostic] {
        diagnostics.enumerated().sorted { left, right in
            let (a, b) = (left.element.place, right.element.place)
            return (a.file, a.line, a.column, left.offset) < (b.file, b.line, b.column, right.offset)
        }.map(\.element)
    }
}
