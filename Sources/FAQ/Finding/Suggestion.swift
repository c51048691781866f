internal import Foundation

/// An entry that somebody at the desk may want to send.
package struct Suggestion: Sendable {
    package let entry: Entry
    /// How likely it is what the customer asks for, from 0 to 1: 1 where a line or a rule answers, else what the ranker
    /// thinks. Nil where no text was held against the FAQ.
    package let score: Double?
}

extension Edition {
    /// The entries of a finding of ``Depth/everything``, the likeliest first: what would answer, then what the ranker
    /// thinks of. Only those that may answer on the day, each slug once, in the language nearest to the locale.
    package func suggestions(from finding: Finding, locale: String?, on day: Day) -> [Suggestion] {
        // Who asks in German is answered in German; a guess says little about the language.
        let answers = finding.answers.map { ($0.slug, $0.language ?? locale, $0.confidence ?? 1) }
        let guesses = finding.candidates.filter { $0.layer == .ranker }.map { ($0.slug, locale, $0.confidence) }
        var slugs = Set<String>()
        return (answers + guesses).compactMap { slug, language, score in
            guard let entry = entry(slug, locale: language), isOpen(entry, on: day), slugs.insert(slug).inserted
            else { return nil }
            return Suggestion(entry: entry, score: score)
        }
    }

    /// The entries that may answer on the day, each slug once, in the language nearest to the locale, by their
    /// questions.
    ///
    /// With words, first the entries of which each of them begins a word of the question or the slug, whatever the case
    /// and the accents; then what ``suggestions(from:locale:on:)`` gives for them as a message.
    package func answers(with words: String, locale: String?, on day: Day) -> [Suggestion] {
        let open = Set(entries.map(\.slug)).compactMap { entry($0, locale: locale) }.filter { isOpen($0, on: day) }
            .map { (entry: $0, title: Self.plain($0.question)) }
            .sorted { ($0.title, $0.entry.slug) < ($1.title, $1.entry.slug) }
        let wanted = Self.words(of: Self.plain(words))
        let named = open.filter { entry, title in
            let own = Self.words(of: title) + Self.words(of: entry.slug)
            return wanted.allSatisfy { word in own.contains { $0.hasPrefix(word) } }
        }
        guard !wanted.isEmpty else { return named.map { Suggestion(entry: $0.entry, score: nil) } }
        let slugs = Set(named.map(\.entry.slug))
        let found = suggestions(from: find(words, locale: locale, on: day), locale: locale, on: day)
        return named.map { Suggestion(entry: $0.entry, score: nil) } + found.filter { !slugs.contains($0.entry.slug) }
    }

    private func isOpen(_ entry: Entry, on day: Day) -> Bool {
        entry.mode == .live && entry.isValid(on: day)
    }

    /// As rules see it, without its accents.
    private static func plain(_ text: String) -> String {
        let normal = NormalText.normalised(text)
        guard !normal.utf8.allSatisfy({ $0 < 0x80 }) else { return normal }
        let scalars = normal.decomposedStringWithCanonicalMapping.unicodeScalars
        return String(String.UnicodeScalarView(scalars.filter { $0.properties.generalCategory != .nonspacingMark }))
    }

    private static func words(of text: String) -> [Substring] {
        text.split { !$0.isLetter && !$0.isNumber }
    }
}
