/// Proves what can be proved of entries together: that lines reach them, that names are unique and lead somewhere.
struct Check {
    let edition: Edition
    /// The files that could not be read as entries, by the slug they would have had.
    let brokenSlugs: Set<String>
    let report: Report

    func run(on day: Day) {
        checkSlugs()
        checkQuickReplies()
        checkFollowUps()
        checkDates(on: day)
        checkClaims()
        let rules = RuleProof(edition: edition, report: report)
        let beaten = rules.beatenEntries()
        var rivals = Rivals()
        LineProof(edition: edition, report: report, beaten: beaten).run(&rivals)
        rules.findRivals(sparing: beaten, &rivals)
        rivals.reportOverlaps(in: edition, to: report)
        rules.reportUnfiltered()
        // An entry that could not be read is not missing.
        if !report.hasErrors { checkLanguages() }
    }

    private func checkSlugs() {
        var first: [String: Entry] = [:]
        for entry in edition.entries {
            let name = "\(entry.slug).\(entry.language ?? "")"
            if let other = first[name] {
                report.error(
                    .duplicateSlug, entry.places.slug, "there is another entry \(entry.slug)",
                    "\(other.places.slug.shown) has the name already. Give one of them another `slug:`.")
            } else {
                first[name] = entry
            }
        }
    }

    private func checkQuickReplies() {
        var holders: [Int: [(entry: Entry, place: Place)]] = [:]
        for entry in edition.entries where entry.mode != .off {
            guard let number = entry.quickReply, let place = entry.places.quickReply else { continue }
            let other = holders[number]?.first {
                $0.entry.language == entry.language && $0.entry.sharesADay(with: entry)
            }
            if let other {
                report.error(
                    .duplicateQuickReply, place, "two entries are quick reply \(number)",
                    "\(other.place.shown) has it already. Give one of them another number.")
            }
            holders[number, default: []].append((entry, place))
        }
    }

    private func checkFollowUps() {
        let slugs = Set(edition.entries.map(\.slug))
        for entry in edition.entries {
            for (slug, place) in zip(entry.followUps, entry.places.followUps) {
                guard !brokenSlugs.contains(slug) else { continue }
                guard let target = edition.entry(slug, locale: entry.language) else {
                    let meant = Spelling.nearest(to: slug, among: slugs.sorted())
                    report.error(
                        .unknownFollowUp, place, "there is no entry \(slug)",
                        meant.map { "Did you mean \($0)?" } ?? "Write the slug of an entry, which is its file's name.")
                    continue
                }
                if slug == entry.slug || target.mode != .live {
                    report.warning(
                        .silentFollowUp, place,
                        slug == entry.slug
                            ? "the entry follows itself" : "\(slug) does not answer: it is \(target.mode)",
                        "Take it out of `follow_ups`.")
                }
            }
        }
    }

    /// What changes with the day, and with nothing else.
    func checkDates(on day: Day) {
        for entry in edition.entries where entry.mode == .live {
            if let last = entry.validUntil, last < day, let place = entry.places.validUntil {
                report.warning(
                    .expired, place, "\(entry.slug) no longer answers: it was valid until \(last)",
                    "Change the day, or delete the file.")
            }
            if let due = entry.reviewBy, due < day, let place = entry.places.reviewBy {
                report.warning(
                    .reviewDue, place, "\(entry.slug) was to be reviewed by \(due)",
                    "Read it\(entry.owner.map { " with \($0)" } ?? ""), then change the day.")
            }
        }
    }

    /// An exact line can reach one entry only.
    private func checkClaims() {
        var holders: [String: [(entry: Entry, place: Place)]] = [:]
        for entry in edition.entries where entry.mode != .off {
            for (text, place) in entry.lines {
                let key = NormalText(text).exactKey
                let other = holders[key]?.first { $0.entry.slug != entry.slug && $0.entry.sharesADay(with: entry) }
                if let other {
                    report.error(
                        .lineClaimedTwice, place,
                        "“\(text)” belongs to \(other.entry.slug) as well as to \(entry.slug)",
                        "\(other.place.shown) has it already. Keep it in one of the two.")
                }
                holders[key, default: []].append((entry, place))
            }
        }
    }

    /// Which entries somebody has forgotten to translate. A language that no entry has is none of the folder's.
    private func checkLanguages() {
        let live = edition.entries.filter { $0.mode == .live }
        let slugs = Dictionary(grouping: live, by: \.slug)
        for language in Set(live.map(\.language)).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
            let missing = slugs.filter { !$0.value.contains { $0.language == language } }.keys.sorted()
            guard let first = missing.first, let entry = slugs[first]?.first else { continue }
            let count = "\(missing.count) of \(slugs.count) entries \(missing.count == 1 ? "is" : "are")"
            let name = language.map { ".\($0)" } ?? ""
            report.note(
                .missingLanguage, entry.places.question,
                "\(count) missing in \(language ?? "the folder's own language")",
                notes: ["\(listed(missing)). Write \(first)\(name).md; until then customers get another language."])
        }
    }

    /// At most eight of them.
    private func listed(_ slugs: [String]) -> String {
        let rest = slugs.count - 8
        return slugs.prefix(8).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

extension Candidate {
    /// Where and how it matched: `delivery/costs.md:6 wins by rule 2 (pcre, 13 characters matched).`
    var explanation: String {
        guard let rule else { return "\(place.shown) has it word for word." }
        return "\(place.shown) wins by rule \(rule) (\(layer.rawValue), \(characters) characters matched)."
    }
}

extension Place {
    /// As a note names it: `delivery/costs.md:6`.
    var shown: String { "\(file):\(line)" }
}
