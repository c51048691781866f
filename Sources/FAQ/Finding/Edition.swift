/// One loaded, checked and compiled version of the FAQ folder.
///
/// Never changes, and is shared by threads; the exception is the count of each `WatchedPattern`.
package final class Edition: Sendable {
    /// Twelve hexadecimal digits that stand for the folder's contents.
    package let version: String
    /// By slug, then language.
    package let entries: [Entry]
    package let bot: BotScript
    /// Where each question and `asks` line stands, by what an exact match compares.
    private let lines: [String: [Line]]
    private let bySlug: [String: [Int]]
    /// Of those that have a place among the opening quick replies in some language.
    private let openingSlugs: Set<String>

    /// Those of all entries, in the order of the entries.
    private let rules: [(entry: Int, rule: Rule)]
    /// A look costs as much as a short match; the worst match between two takes about 5 ms.
    private static let rulesBetweenLooksAtTheClock = 4

    private struct Line {
        let entry: Int
        let place: Place
    }

    init(version: String, entries: [Entry], bot: BotScript) {
        self.version = version
        self.entries = entries.sorted { ($0.slug, $0.language ?? "") < ($1.slug, $1.language ?? "") }
        self.bot = bot
        var lines: [String: [Line]] = [:]
        var bySlug: [String: [Int]] = [:]
        for (index, entry) in self.entries.enumerated() {
            bySlug[entry.slug, default: []].append(index)
            var own = Set<String>()
            for (text, place) in entry.lines {
                let key = NormalText(text).exactKey
                if own.insert(key).inserted { lines[key, default: []].append(Line(entry: index, place: place)) }
            }
        }
        rules = self.entries.enumerated().flatMap { index, entry in entry.rules.map { (index, $0) } }
        self.lines = lines
        self.bySlug = bySlug
        openingSlugs = Set(self.entries.lazy.filter { $0.quickReply != nil }.map(\.slug))
    }

    /// What the FAQ makes of a message.
    ///
    /// Every language is searched: customers write in the one they like. The locale decides between the languages of one
    /// entry.
    package func find(_ text: String, locale: String? = nil, on day: Day) -> Finding {
        let normal = NormalText(text)
        var watch = Watch(normal)
        // First, so that it is heard even if the rules take all of the message's time.
        let wantsPerson = bot.wantsPerson(normal, &watch)
        let matches = matches(in: normal, locale: locale, &watch) { entry in
            switch entry.mode {
            case .off: .off
            case .shadow: .shadow
            case .live: entry.isValid(on: day) ? nil : .dates
            }
        }
        let candidates = WinnerRule.decide(matches)
        return Finding(
            normalised: normal.string, winner: candidates.first.flatMap { $0.outcome == .won ? $0 : nil },
            candidates: candidates, wantsPerson: wantsPerson, gaveUp: watch.gaveUp,
            switchedOff: watch.switchedOff, wasCutShort: watch.isOver, duration: ContinuousClock.now - watch.start)
    }

    /// Every match of a text. `loss` says for which entries it cannot win.
    func matches(
        in text: NormalText, locale: String? = nil, _ watch: inout Watch, loss: (Entry) -> Candidate.Loss?
    ) -> [WinnerRule.Match] {
        var matches: [WinnerRule.Match] = []
        guard !text.bytes.isEmpty else { return matches }
        func add(
            _ entry: Entry, _ layer: Candidate.Layer, _ rule: Int?, _ span: Range<Int>, _ characters: Int,
            _ place: Place, _ loss: Candidate.Loss?
        ) {
            matches.append(
                WinnerRule.Match(
                    entry: entry, layer: layer, rule: rule, span: span, characters: characters, place: place,
                    languageDistance: Language.distance(from: entry.language, to: locale), loss: loss))
        }
        for line in lines[text.exactKey] ?? [] {
            let entry = entries[line.entry]
            let whole = 0..<text.bytes.count
            add(entry, .exact, nil, whole, text.characters(in: whole), line.place, loss(entry))
        }
        // By index: an entry is large, and taking one out of the array copies it.
        for index in rules.indices {
            if index % Self.rulesBetweenLooksAtTheClock == 0 { watch.check() }
            guard let (span, characters) = rules[index].rule.match(in: text, &watch) else { continue }
            let (rule, entry) = (rules[index].rule, entries[rules[index].entry])
            let isExcepted = rule.unless?.firstMatch(&watch) != nil
            let exception = isExcepted ? rule.unless.map { Candidate.Loss.unless($0.place) } : nil
            add(entry, rule.layer, rule.number, span, characters, rule.place, exception ?? loss(entry))
        }
        return matches
    }

    /// The entry in the language nearest to the locale: its own, that of another country, the folder's own, any.
    package func entry(_ slug: String, locale: String? = nil) -> Entry? {
        bySlug[slug]?.map { entries[$0] }.min { left, right in
            let distances = (
                Language.distance(from: left.language, to: locale), Language.distance(from: right.language, to: locale)
            )
            return (distances.0, left.language ?? "") < (distances.1, right.language ?? "")
        }
    }

    /// Where the patterns stand that gave up too often and are not run again.
    package var switchedOff: [Place] {
        let patterns = rules.lazy.flatMap(\.rule.patterns) + bot.escalationPatterns
        return patterns.filter(\.isSwitchedOff).map(\.place)
    }

    /// What a conversation opens with, in order.
    package func quickReplies(locale: String? = nil, on day: Day) -> [Entry] {
        let nearest = openingSlugs.compactMap { entry($0, locale: locale) }
        let open = nearest.filter { $0.quickReply != nil && $0.mode == .live && $0.isValid(on: day) }
        return open.sorted { ($0.quickReply ?? 0, $0.slug) < ($1.quickReply ?? 0, $1.slug) }
    }
}

/// How languages are chosen.
enum Language {
    /// 0 is the wanted one, 1 the same in another country, 2 the folder's own, 3 another.
    static func distance(from language: String?, to locale: String?) -> Int {
        guard let language else { return 2 }
        guard let locale = locale?.lowercased().split(separator: "_").joined(separator: "-") else { return 3 }
        if language.lowercased() == locale { return 0 }
        return language.lowercased().split(separator: "-").first == locale.split(separator: "-").first ? 1 : 3
    }
}
