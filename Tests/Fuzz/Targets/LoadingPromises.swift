import FAQ
import Foundation

/// What holds of every folder that was loaded, whatever is in it.
enum LoadingPromises {
    static let day = Day(millisecondsSince1970: 1_781_481_600_000)

    /// Loads files and holds the result against its promises.
    static func load(_ files: [SourceFile]) -> Loading {
        let loading = Loading(files: files, on: day)
        let hasErrors = loading.diagnostics.contains { $0.severity == .error }
        promise((loading.edition == nil) == hasErrors, "there is an edition unless there is an error")
        for diagnostic in loading.diagnostics { check(diagnostic, files) }
        _ = loading.text(folder: "faq")
        checkJSON(loading.json(folder: "faq"))
        return loading
    }

    private static func check(_ diagnostic: Diagnostic, _ files: [SourceFile]) {
        let place = diagnostic.place
        let shown = diagnostic.text()
        promise(!diagnostic.message.isEmpty, "a diagnostic says what is wrong: \(shown)")
        guard let file = files.first(where: { $0.path == place.file }) else {
            return promise(false, "the file of a diagnostic is one that was loaded: \(shown)")
        }
        let count = file.bytes.count { $0 == UInt8(ascii: "\n") } + 1
        promise(1...count ~= place.line, "the line of a diagnostic is one of its file's \(count): \(shown)")
        let width = diagnostic.sourceLine.unicodeScalars.count
        // An empty line and the place behind the last character are underlined with one mark.
        promise(
            place.column >= 1 && place.length >= 1 && place.column - 1 + place.length <= max(width, place.column),
            "a diagnostic's place lies inside its line of \(width): \(place) \(shown)")
        promise(place.column <= width + 1, "a diagnostic begins inside its line of \(width): \(place) \(shown)")
    }

    static func checkJSON(_ text: String) {
        // What is not JSON throws, and that is the finding.
        let value = try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        promise(value != nil, "what is written as JSON can be read as JSON: \(text)")
    }

    /// Holds a finding against what is promised of every one.
    static func check(_ finding: Finding, of text: String, in edition: Edition) {
        let bytes = Array(finding.normalised.utf8)
        for candidate in finding.candidates {
            let span = candidate.span
            promise(span.lowerBound >= 0 && span.upperBound <= bytes.count, "a span lies inside the text: \(candidate)")
            promise(
                [span.lowerBound, span.upperBound].allSatisfy { $0 == bytes.count || bytes[$0] & 0xC0 != 0x80 },
                "a span cuts no character: \(candidate)")
            promise(edition.entry(candidate.slug) != nil, "a candidate is an entry of the edition: \(candidate)")
        }
        promise(
            Set(finding.answers.map(\.slug)).count == finding.answers.count && finding.answers.count <= 2,
            "the answers are of different entries: \(finding.answers)")
        for answer in finding.answers {
            let entry = edition.entry(answer.slug, locale: answer.language)
            promise(
                entry.map { $0.mode == .live && $0.isValid(on: day) } == true,
                "what answers is live and within its dates: \(answer)")
        }
        // Cutting may take place in the middle of what composes, so only shorter texts are alike.
        if text.unicodeScalars.count < 500 {
            let again = edition.find(finding.normalised, on: day, depth: .answer).normalised
            promise(
                again == finding.normalised,
                "normalising twice changes nothing: “\(finding.normalised)” “\(again)” "
                    + "\(again.unicodeScalars.map(\.value))")
        }
        _ = finding.text()
        checkJSON(finding.json())
    }

    /// Both depths of a find give the same, unless the clock cut one of them short.
    static func findTwice(_ text: String, locale: String? = nil, in edition: Edition) -> Finding? {
        let all = edition.find(text, locale: locale, on: day)
        let quick = edition.find(text, locale: locale, on: day, depth: .answer)
        guard !all.wasCutShort, !quick.wasCutShort, all.gaveUp.isEmpty, quick.gaveUp.isEmpty else { return nil }
        promise(all.answers == quick.answers, "both depths answer the same: \(all.answers) \(quick.answers)")
        promise(all.winner == quick.winner, "both depths have one winner: \(all.text()) \(quick.text())")
        promise(all.wantsPerson == quick.wantsPerson, "both depths hear who wants a person")
        check(all, of: text, in: edition)
        return all
    }

    /// Every line of a live entry is answered by it, but those of which the report says that they are not.
    static func checkOwnLines(of edition: Edition, _ loading: Loading) {
        let unreached = loading.diagnostics.filter { $0.code == .lineUnreached }.map(\.message)
        for entry in edition.entries where entry.mode == .live && entry.isValid(on: day) {
            for line in [entry.question] + entry.asks {
                guard let finding = findTwice(line, locale: entry.language, in: edition) else { continue }
                promise(
                    finding.answers.map(\.slug) == [entry.slug] && !finding.wantsPerson
                        || unreached.contains { $0.contains(line) },
                    "a loaded entry answers its own line “\(line)”: \(finding.text())")
            }
        }
    }
}
