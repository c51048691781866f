internal import PCRE
internal import Patterns

/// Holds the rules of live entries against each other: which can never win, and between which the alphabet decides.
struct RuleProof {
    let edition: Edition
    let report: Report

    private var live: [Entry] { edition.entries.filter { $0.mode == .live } }

    /// Reports the entries that never win by their rules, and gives their files.
    func beatenEntries() -> Set<String> {
        let live = live
        return Set(live.filter { reportIfAlwaysBeaten($0, among: live) }.map(\.file))
    }

    /// Names the rules that cost time with every message.
    func reportUnfiltered() {
        report.note(
            .unfilteredPattern, on: edition.rules.unfiltered.map(\.place),
            { $0 ? "rule must be tried on every message" : "rules must be tried on every message" },
            "Give each a word of two letters or more that every message it is for has.")
    }

    /// Tries short messages made from the rules themselves.
    func findRivals(sparing beaten: Set<String>, _ rivals: inout Rivals) {
        for entry in live where !beaten.contains(entry.file) {
            for rule in entry.rules {
                var count = 0
                for text in rule.examples where count < 2 {
                    let candidates = Evidence(text, for: entry, in: edition).byRules
                    guard candidates.contains(where: { $0.place == rule.place }) else { continue }
                    rivals.add(candidates, on: text, at: rule.place, to: report)
                    count += 1
                }
            }
        }
    }

    /// Whether every message that a rule of the entry matches is matched by a rule with a higher priority.
    private func reportIfAlwaysBeaten(_ entry: Entry, among live: [Entry]) -> Bool {
        guard !entry.rules.isEmpty else { return false }
        let higher = live.filter { $0.priority > entry.priority && $0.slug != entry.slug && $0.answersWhenever(entry) }
        guard !higher.isEmpty else { return false }
        let isBeaten = entry.rules.allSatisfy { rule in
            higher.contains { $0.rules.contains { $0.unless == nil && rule.implies($0) } }
        }
        // Seen with the engine's own eyes, or not said.
        guard isBeaten, let rule = entry.rules.first, let text = rule.examples.first,
            let winner = Evidence(text, for: entry, in: edition).byRules.first,
            winner.outcome == .won, winner.slug != entry.slug
        else { return false }
        report.warning(
            .alwaysBeaten, rule.place, "whatever the rules of \(entry.slug) match reaches another entry",
            "“\(text)” reaches \(winner.slug): \(winner.explanation)",
            "Give \(entry.slug) a higher `priority:`, or narrow the rule that wins.")
        return true
    }
}

extension Rule {
    /// Short messages that the rule is likely to match, the shortest first.
    fileprivate var examples: [String] {
        switch condition {
        case .words(let words): return words.examples(atMost: 2)
        case .pattern(let pattern):
            let examples = PatternExamples(PatternTree(pattern.pattern.source))
            var seen = Set<String>()
            return (0..<4).map { NormalText.normalised(examples.text($0)) }
                .filter { !$0.isEmpty && seen.insert($0).inserted }.sorted { $0.count < $1.count }
        }
    }

    /// Whether every message that this rule matches is matched by the other one, as far as can be told.
    fileprivate func implies(_ other: Rule) -> Bool {
        switch (condition, other.condition) {
        case (.words(let mine), .words(let theirs)): mine.implies(theirs)
        case (.pattern(let mine), .pattern(let theirs)): mine.pattern.source == theirs.pattern.source
        default: false
        }
    }
}

extension Entry {
    /// Whether this entry is within its dates on every day on which the other one is.
    fileprivate func answersWhenever(_ other: Entry) -> Bool {
        let begins = validFrom.map { mine in other.validFrom.map { mine <= $0 } ?? false } ?? true
        let ends = validUntil.map { mine in other.validUntil.map { $0 <= mine } ?? false } ?? true
        return begins && ends
    }
}
