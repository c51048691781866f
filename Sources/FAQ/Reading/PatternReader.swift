internal import PCRE
internal import YAML

/// Reads a pattern: compiles it, or reports why an editor may not use it.
struct PatternReader {
    /// In Unicode scalars.
    static let lengthLimit = 500

    let source: SourceFile
    let report: Report

    func pattern(_ node: YAML.Node, as key: String) -> WatchedPattern? {
        let whole = source.place(of: node)
        guard let text = node.text, !text.isEmpty else {
            report.error(.wrongType, whole, "`\(key)` must be a pattern", "Put it between single quotes.")
            return nil
        }
        guard text.unicodeScalars.count <= Self.lengthLimit else {
            report.error(
                .refusedPattern, whole,
                "a pattern may have \(Self.lengthLimit) characters, this one has \(text.unicodeScalars.count)",
                "Make two rules of it: any one is enough.")
            return nil
        }
        // Written by hand it is `\b` between double quotes, and no message has one.
        guard !text.contains("\u{8}") else {
            report.error(
                .badPattern, whole, "the pattern has a backspace: between double quotes `\\b` is one",
                "Put the pattern between single quotes, where `\\b` is the edge of a word.")
            return nil
        }
        let syntax = PatternSyntax(text)
        for refusal in syntax.refusals {
            let place = place(in: node, at: refusal.offset, length: refusal.length)
            report.error(.refusedPattern, place, refusal.message, refusal.remedy)
        }
        guard syntax.refusals.isEmpty else { return nil }
        do {
            let pattern = try Pattern(text)
            guard report.isOfProvenFiles || isSafe(pattern, at: whole) else { return nil }
            return WatchedPattern(pattern, at: whole)
        } catch {
            let before = String(decoding: text.utf8.prefix(error.offset), as: UTF8.self).unicodeScalars.count
            report.error(
                .badPattern, place(in: node, at: before, length: 1), "the pattern breaks off: \(error.message)")
            return nil
        }
    }

    private func isSafe(_ pattern: Pattern, at place: Place) -> Bool {
        if ["", "\u{1}"].allSatisfy({ pattern.firstMatch(in: $0) != .unmatched }) {
            report.error(
                .patternMatchesEverything, place, "the pattern matches every message",
                "Every part of it may be left out; make at least one word necessary.")
            return false
        }
        let outcome = PatternAttack.run(on: pattern)
        if pattern.hasBackReferences {
            guard outcome != .escaped, outcome != .gaveUp else {
                report.error(
                    .refusedPattern, place,
                    "the pattern takes too long: its back-references escape the matcher's limits",
                    "Write the words out instead of referring back to a group.")
                return false
            }
            report.warning(
                .backReference, place, "back-references are slow and escape the matcher's limits",
                "Write the words out instead of referring back to a group.")
        } else if outcome == .gaveUp {
            report.warning(
                .patternGivesUp, place, "the pattern gives up on some long messages, and counts as no match there",
                "Repeat only what is necessary: `\\w+` rather than `(\\w+)*`, and few `.*` in one pattern.")
        } else if outcome == .slow {
            report.warning(
                .slowPattern, place, "the pattern takes a third of the time that some long messages have",
                "Give its repetitions an end, like `.{0,30}`, or begin it with a word.")
        }
        return true
    }

    /// A part of the pattern, where the file shows it as it is; otherwise all of it.
    private func place(in node: YAML.Node, at offset: Int, length: Int) -> Place {
        let whole = source.place(of: node)
        guard case .scalar(let text, let style) = node.content, node.start.line == node.end.line else { return whole }
        let quotes = text.unicodeScalars.prefix(offset).count { $0 == "'" }
        let column: Int
        switch style {
        case .plain: column = whole.column + offset
        case .singleQuoted: column = whole.column + 1 + offset + quotes
        case .doubleQuoted, .block: return whole
        }
        return Place(file: whole.file, line: whole.line, column: column, length: length)
    }
}
