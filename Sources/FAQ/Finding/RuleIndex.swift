internal import PCRE
import Patterns

/// The rules of all entries, filed so that a message is held only against those it could match.
struct RuleIndex: Sendable {
    struct Filed: Sendable {
        /// Among the entries of the edition.
        let entry: Int
        let priority: Int
        let rule: Rule
    }

    /// Highest priority first, so that the first winner ends the search.
    let rules: [Filed]
    /// What asks for a person, in `bot.yaml`; filed before the rules.
    private let askingForPerson: [Rule.Condition]
    private let prefilter: Prefilter

    init(_ entries: [Entry], _ bot: BotScript) {
        let filed = entries.enumerated().flatMap { index, entry in
            entry.rules.map { Filed(entry: index, priority: entry.priority, rule: $0) }
        }
        // In the order of the entries where the priority is the same: sorting keeps it in the standard library.
        rules = filed.sorted { $0.priority > $1.priority }
        askingForPerson = bot.askingForPerson
        prefilter = Prefilter(
            askingForPerson.map(\.need) + rules.map(\.rule.condition.need),
            examples: entries.lazy.flatMap(\.lines).map { Array(NormalText.normalised($0.text).utf8) })
    }

    /// The rules that every message is held against, as no string is necessary for them to match.
    var unfiltered: [Rule] {
        prefilter.unfiltered.map { $0 - askingForPerson.count }.filter { $0 >= 0 }.map { rules[$0].rule }
    }

    /// What a message must be held against.
    struct Nominated {
        let askingForPerson: [Rule.Condition]
        /// Positions in `rules`, in order.
        let rules: [Int]
    }

    func nominated(in text: NormalText) -> Nominated {
        let all = prefilter.nominated(in: text.bytes)
        let count = askingForPerson.count
        let forPerson = all.prefix { $0 < count }
        return Nominated(
            askingForPerson: forPerson.map { askingForPerson[$0] },
            rules: all.dropFirst(forPerson.count).map { $0 - count })
    }
}

extension Rule.Condition {
    /// What a text must contain for the condition to hold.
    var need: Prefilter.Need {
        switch self {
        case .words(let words): words.need
        case .pattern(let pattern): Prefilter.Need(pattern: pattern.pattern.source)
        }
    }

    /// Where the condition holds in a text, and how many characters it covers.
    func match(in text: NormalText, _ watch: inout Watch) -> (span: Range<Int>, characters: Int)? {
        switch self {
        case .words(let words): words.match(in: text)
        case .pattern(let pattern): pattern.firstMatch(&watch).map { ($0, text.characters(in: $0)) }
        }
    }
}
