package import BotFlow
package import FAQ

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

    /// What the FAQ makes of a customer's words; `noticing` gets the finding as well, for whoever watches the FAQ.
    package func hear(
        _ words: String, locale: String?, at moment: Moment, noticing: (Finding) -> Void = { _ in }
    ) -> Hearing {
        let finding = edition.find(words, locale: locale, on: day(at: moment), depth: .answer)
        noticing(finding)
        if finding.wantsPerson { return Hearing(.wantsPerson) }
        let answers = finding.answers.compactMap { entry(of: $0, locale: locale) }
        if !answers.isEmpty {
            return Hearing(understanding(answers, locale: locale, at: moment, finding))
        }
        // Cut short, it cannot know that nothing fits; a customer is not told "I don't understand" for our slowness.
        guard !finding.wasCutShort else { return Hearing(.failure) }
        return Hearing(.nothing, ladder: ladder(locale: locale, at: moment, finding))
    }

    /// The entry a candidate stands for, in the language nearest to the one it was found in.
    private func entry(of candidate: Candidate, locale: String?) -> Entry? {
        edition.entry(candidate.slug, locale: candidate.language ?? locale)
    }

    /// A quick reply and its answer; nil when no entry of that name answers today.
    package func pick(_ slug: String, locale: String?, at moment: Moment) -> (QuickReply, Hearing)? {
        guard let entry = edition.entry(slug, locale: locale), isOpen(entry, at: moment) else { return nil }
        return (QuickReply(entry), Hearing(understanding([entry], locale: locale, at: moment, nil)))
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

    /// One answer, or those to two questions; with the urgent one's asking for a person.
    private func understanding(
        _ answers: [Entry], locale: String?, at moment: Moment, _ finding: Finding?
    ) -> Hearing.Understanding {
        let slugs = answers.map(\.slug)
        var followUps: [String] = []
        for slug in answers.flatMap({ edition.followUps(of: $0) })
        where !slugs.contains(slug) && !followUps.contains(slug) {
            followUps.append(slug)
        }
        // Who is answered in German goes on in German, whatever the page's language is.
        let language = answers.lazy.compactMap(\.language).first ?? locale
        let offered = followUps.compactMap { edition.entry($0, locale: language) }.filter { isOpen($0, at: moment) }
        let answer = answers.count == 1 ? answers[0].answer : Answer(toQuestions: answers)
        let message = BotMessage(
            text: answer.text, rich: answer.rich, slug: slugs.first, secondSlug: slugs.dropFirst().first,
            quickReplies: offered.map { QuickReply($0) }, edition: edition.version,
            why: finding?.why ?? "\(slugs.joined()) as a quick reply", trace: finding?.trace)
        guard let escalation = answers.compactMap(\.escalation).max(by: { $0.priority < $1.priority }) else {
            return .answer(message)
        }
        return .answerThenPerson(message, why: escalation.reason, priority: escalation.priority)
    }

    /// What the bot says when it does not know, with what the customer may have meant as quick replies; where it has no
    /// idea, with those a conversation opens with.
    private func ladder(locale: String?, at moment: Moment, _ finding: Finding) -> [Fallback] {
        // A guess says little about the language, so these are in the customer's.
        let meant = finding.suggestions.compactMap { edition.entry($0.slug, locale: locale) }.map { QuickReply($0) }
        let replies = meant.isEmpty ? openingReplies(locale: locale, at: moment) : meant
        let (why, trace) = (finding.why, finding.trace)
        return edition.bot.ladder.map { step in
            let message = BotMessage(
                text: step.say, quickReplies: Array(replies.prefix(step.suggest)), offersPerson: step.offersPerson,
                edition: edition.version, why: why, trace: trace)
            return Fallback(say: message, escalates: step.escalates)
        }
    }

    private func isOpen(_ entry: Entry, at moment: Moment) -> Bool {
        entry.mode == .live && entry.isValid(on: day(at: moment))
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
        // By bytes: searching by characters took longer than finding the answer.
        let parts = utf8.split(separator: UInt8(ascii: "{"), omittingEmptySubsequences: false)
        let mark = "\(name)}"
        return parts.dropFirst().reduce(into: String(Substring(parts[0]))) { filled, part in
            if part.starts(with: mark.utf8) {
                filled += text
                filled += Substring(part.dropFirst(mark.utf8.count))
            } else {
                filled += "{"
                filled += Substring(part)
            }
        }
    }
}
