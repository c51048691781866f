package import BotFlow
package import FAQ
import JSON

/// What the bot would say, in the words of one version of the FAQ; what may be said is for the conversation to decide.
package struct Bot: Sendable {
    package let edition: Edition

    package init(_ edition: Edition) {
        self.edition = edition
    }

    package func greeting(locale: String?, at moment: Moment) -> BotMessage {
        BotMessage(
            text: edition.bot.greeting, quickReplies: openingReplies(locale: locale, at: moment),
            edition: edition.version)
    }

    /// The quick replies a conversation opens with.
    package func openingReplies(locale: String?, at moment: Moment) -> [QuickReply] {
        edition.quickReplies(locale: locale, on: day(at: moment)).map { QuickReply($0) }
    }

    /// What the FAQ makes of a customer's words.
    package func hear(_ words: String, locale: String?, at moment: Moment) -> Hearing {
        let finding = edition.find(words, locale: locale, on: day(at: moment))
        if finding.wantsPerson { return Hearing(.wantsPerson) }
        if let winner = finding.winner, let entry = edition.entry(winner.slug, locale: winner.language ?? locale) {
            return Hearing(understanding(entry, locale: locale, at: moment, trace: finding.trace))
        }
        // Cut short, it cannot know that nothing fits; a customer is not told "I don't understand" for our slowness.
        guard !finding.wasCutShort else { return Hearing(.failure) }
        return Hearing(.nothing, ladder: ladder(locale: locale, at: moment, trace: finding.trace))
    }

    /// A quick reply and its answer; nil when no entry of that name answers today.
    package func pick(_ slug: String, locale: String?, at moment: Moment) -> (QuickReply, Hearing)? {
        guard let entry = edition.entry(slug, locale: locale), entry.mode == .live, entry.isValid(on: day(at: moment))
        else { return nil }
        return (QuickReply(entry), Hearing(understanding(entry, locale: locale, at: moment, trace: nil)))
    }

    /// What somebody hears who joins the queue now.
    package func queueWords(at moment: Moment) -> QueueWords {
        let hours = edition.bot.hours
        let next = hours.flatMap { $0.isOpen(at: moment.milliseconds) ? nil : $0.nextOpen(after: moment.milliseconds) }
        let outOfHours = next.flatMap { next in hours?.say.filled("next_open", with: next) }
        return QueueWords(line: edition.bot.waiting.say, outOfHours: outOfHours)
    }

    package var patience: Patience {
        Patience(automated: edition.bot.idle.automated, claimed: edition.bot.idle.claimed)
    }

    private func understanding(
        _ entry: Entry, locale: String?, at moment: Moment, trace: String?
    ) -> Hearing.Understanding {
        let followUps = entry.followUps.compactMap { edition.entry($0, locale: locale) }
            .filter { $0.mode == .live && $0.isValid(on: day(at: moment)) }
        let message = BotMessage(
            text: entry.answer.text, rich: entry.answer.rich, slug: entry.slug,
            quickReplies: followUps.map { QuickReply($0) }, edition: edition.version, trace: trace)
        guard let escalation = entry.escalation else { return .answer(message) }
        return .answerThenPerson(message, why: escalation.reason, priority: escalation.priority)
    }

    private func ladder(locale: String?, at moment: Moment, trace: String) -> [Fallback] {
        let replies = openingReplies(locale: locale, at: moment)
        return edition.bot.ladder.map { step in
            let message = BotMessage(
                text: step.say, quickReplies: Array(replies.prefix(step.suggest)), offersPerson: step.offersPerson,
                edition: edition.version, trace: trace)
            return Fallback(say: message, escalates: step.escalates)
        }
    }

    private func day(at moment: Moment) -> Day {
        edition.bot.day(at: moment.milliseconds)
    }
}

extension QuickReply {
    fileprivate init(_ entry: Entry) {
        self.init(slug: entry.slug, question: entry.question)
    }
}

extension String {
    /// With `text` in place of every `{name}`.
    func filled(_ name: String, with text: String) -> String {
        split(separator: "{\(name)}", omittingEmptySubsequences: false).joined(separator: text)
    }
}

extension Finding {
    /// What the engine saw, small enough to be kept with every message: at most five candidates, no words of anybody.
    fileprivate var trace: String {
        var writer = JSONWriter()
        writer.object { trace in
            trace.member("layer", winner?.layer.rawValue)
            trace.member(
                "candidates",
                array: { list in
                    for candidate in candidates.prefix(5) {
                        list.object { item in
                            item.member("slug", candidate.slug)
                            item.member("layer", candidate.layer.rawValue)
                            item.member("place", "\(candidate.place.file):\(candidate.place.line)")
                            item.member("from", candidate.span.lowerBound)
                            item.member("to", candidate.span.upperBound)
                            item.member("characters", candidate.characters)
                            item.member("lost", candidate.outcome.reason)
                        }
                    }
                })
            trace.member("wants_person", wantsPerson)
            trace.member("gave_up", strings: gaveUp.map { "\($0.file):\($0.line)" })
            trace.member("cut_short", wasCutShort)
            trace.member("microseconds", Int(duration / .microseconds(1)))
        }
        return writer.text
    }
}

extension Candidate.Outcome {
    /// Why the candidate does not answer, in the trace's own words; nil for the one that does.
    fileprivate var reason: String? {
        guard case .lost(let loss) = self else { return nil }
        return switch loss {
        case .unless: "unless"
        case .shadow: "shadow"
        case .off: "off"
        case .dates: "dates"
        case .exact: "exact"
        case .priority: "priority"
        case .length: "length"
        case .slug: "slug"
        case .language: "language"
        case .sameEntry: "same_entry"
        }
    }
}
