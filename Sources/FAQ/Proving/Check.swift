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
        for entry in edition.entries where entry.mode != .off { checkLines(of: entry) }
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

    private func checkDates(on day: Day) {
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

    /// The live entries that share a day with this one, whatever day it is: what holds today must hold tomorrow.
    private func candidates(for text: String, of entry: Entry) -> [WinnerRule.Match] {
        // Untimed: a proof must come out the same on every machine.
        let normal = NormalText(text)
        var watch = Watch(normal, isTimed: false)
        let matches = edition.matches(in: normal, locale: entry.language, &watch) { other in
            guard other.file != entry.file else { return nil }
            return other.mode != .live ? .off : other.sharesADay(with: entry) ? nil : .dates
        }
        for place in watch.gaveUp {
            report.warning(
                .patternGivesUp, place, "the pattern gives up on “\(text)”, and counts as no match there",
                "Repeat only what is necessary, and use few `.*` in one pattern.")
        }
        return matches
    }

    private func checkLines(of entry: Entry) {
        var ownWins = 0
        for (text, place) in entry.lines {
            let byRules = WinnerRule.decide(candidates(for: text, of: entry).filter { $0.candidate.layer != .exact })
            guard let winner = byRules.first, winner.outcome == .won else { continue }
            if winner.slug == entry.slug {
                ownWins += 1
            } else {
                report.warning(
                    .lineHijacked, place,
                    "“\(text)” reaches \(winner.slug), not \(entry.slug), unless sent word for word",
                    "\(winner.explanation) Move the line there, or add it to `not:`.")
            }
        }
        if ownWins == 0, !entry.rules.isEmpty {
            report.warning(
                .rulesNeverWin, entry.rules[0].place, "no line of \(entry.slug) reaches it by its rules",
                "Add a line to `asks:` that these rules are for, or mend the rules.")
        }
        for (text, place) in zip(entry.not, entry.places.not) {
            let winner = WinnerRule.decide(candidates(for: text, of: entry)).first
            guard let winner, winner.outcome == .won, winner.slug == entry.slug else { continue }
            report.error(
                .unwantedLineReached, place, "“\(text)” reaches \(entry.slug)", winner.explanation,
                winner.rule == nil ? "Take it out of one of the two." : "Narrow the rule, or give it an `unless:`.")
        }
    }
}

extension Candidate {
    /// Where and how it matched: `delivery/costs.md:6 wins by rule 2 (pcre, 13 characters matched).`
    fileprivate var explanation: String {
        guard let rule else { return "\(place.shown) has it word for word." }
        return "\(place.shown) wins by rule \(rule) (\(layer.rawValue), \(characters) characters matched)."
    }
}

extension Place {
    /// As a note names it: `delivery/costs.md:6`.
    var shown: String { "\(file):\(line)" }
}
