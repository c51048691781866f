internal import Ranker

/// One loaded, checked and compiled version of the FAQ folder.
///
/// Never changes, and is shared by threads; the exception is the count of each `WatchedPattern`.
package final class Edition: Sendable {
    /// Twelve hexadecimal digits that stand for the folder's contents.
    package let version: String
    /// By slug, then language.
    package let entries: [Entry]
    package let bot: BotScript
    /// What stands for the contents of each file it was made of, by its path.
    package let fileVersions: [String: String]
    /// Where each question and `asks` line stands, by what an exact match compares.
    let lines: [String: [Line]]
    private let bySlug: [String: [Int]]
    /// Of those that have a place among the opening quick replies in some language.
    private let openingSlugs: Set<String>
    let rules: RuleIndex
    let ranking: Ranking

    /// A question or an `asks` line.
    struct Line {
        let entry: Int
        let place: Place
    }

    /// Without a ranking nothing is suggested; see ``trained()``.
    init(version: String, entries: [Entry], bot: BotScript, fileVersions: [String: String]) {
        self.version = version
        self.fileVersions = fileVersions
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
        rules = RuleIndex(self.entries, bot)
        ranking = Ranking(of: [])
        self.lines = lines
        self.bySlug = bySlug
        openingSlugs = Set(self.entries.lazy.filter { $0.quickReply != nil }.map(\.slug))
    }

    /// The same edition with a ranker that has learned from it; apart, because it takes longer than all the rest.
    func trained() -> Edition { Edition(self, Ranking(of: entries)) }

    /// The same edition with what a ranker learned from it before; nil when the ranker is not one of these entries.
    func ranked(by ranker: Ranker) -> Edition? {
        Ranking(of: entries, by: ranker).map { Edition(self, $0) }
    }

    private init(_ edition: Edition, _ ranking: Ranking) {
        version = edition.version
        fileVersions = edition.fileVersions
        entries = edition.entries
        bot = edition.bot
        lines = edition.lines
        bySlug = edition.bySlug
        openingSlugs = edition.openingSlugs
        rules = edition.rules
        self.ranking = ranking
    }

    /// The entry in the language nearest to the locale: its own, that of another country, the folder's own, any.
    package func entry(_ slug: String, locale: String? = nil) -> Entry? {
        // By their places: an entry is large, and comparing a copy of each took longer than all else here.
        bySlug[slug]?.min { left, right in
            let languages = (entries[left].language, entries[right].language)
            let distances = (
                Language.distance(from: languages.0, to: locale), Language.distance(from: languages.1, to: locale)
            )
            return (distances.0, languages.0 ?? "") < (distances.1, languages.1 ?? "")
        }.map { entries[$0] }
    }

    /// Where the patterns stand that gave up too often and are not run again.
    package var switchedOff: [Place] {
        let patterns = rules.rules.lazy.flatMap(\.rule.patterns) + bot.escalationPatterns
        return patterns.filter(\.isSwitchedOff).map(\.place)
    }

    /// What a conversation opens with, in order; a translation stands where the folder's own language has it.
    package func quickReplies(locale: String? = nil, on day: Day) -> [Entry] {
        let nearest = openingSlugs.compactMap { entry($0, locale: locale) }
        let open = nearest.compactMap { entry -> (place: Int, entry: Entry)? in
            guard let place = entry.quickReply ?? original(of: entry)?.quickReply else { return nil }
            return entry.mode == .live && entry.isValid(on: day) ? (place, entry) : nil
        }
        return open.sorted { ($0.place, $0.entry.slug) < ($1.place, $1.entry.slug) }.map(\.entry)
    }

    /// The slugs of the quick replies under an answer; a translation without any has those of the folder's own language.
    package func followUps(of entry: Entry) -> [String] {
        entry.followUps.isEmpty ? original(of: entry)?.followUps ?? [] : entry.followUps
    }

    /// What an entry is a translation of.
    private func original(of entry: Entry) -> Entry? {
        bySlug[entry.slug]?.first { entries[$0].language == nil }.map { entries[$0] }
    }
}

/// How languages are chosen: the wanted one, the same in another country, the folder's own, any other.
enum Language {
    /// 0 is the wanted one, 1 the same in another country, 2 the folder's own, 3 another.
    static func distance(from language: String?, to locale: String?) -> Int {
        guard let language else { return 2 }
        guard let locale = locale?.lowercased().split(separator: "_").joined(separator: "-") else { return 3 }
        if language.lowercased() == locale { return 0 }
        return language.lowercased().split(separator: "-").first == locale.split(separator: "-").first ? 1 : 3
    }
}
