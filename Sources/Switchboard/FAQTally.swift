package import BotFlow

/// Counts how each entry did, conversation by conversation.
package struct FAQTally: Sendable {
    /// What became of the answers with one entry.
    package struct Counts: Hashable, Sendable {
        /// Answers with it.
        package var shown = 0
        /// Of these the answers to a touched quick reply.
        package var touched = 0
        /// Answers of which the customer said that they helped, or that they did not.
        package var helped = 0
        package var unhelpful = 0
        /// Answers after which the customer asked for a person, in one of their next two messages or before.
        package var askedForPerson = 0
        /// Answers after which the same entry answered one of the customer's next two messages, or the bot did not know.
        package var askedAgain = 0

        package init() {}
    }

    /// How many of the customer's messages after an answer still say something about it.
    private static let reach = 2

    package let from: Moment
    package let to: Moment
    package private(set) var counts: [String: Counts] = [:]
    package private(set) var wonRules: Set<FAQStep.WonRule> = []

    package init(from: Moment, to: Moment) {
        self.from = from
        self.to = to
    }

    /// Counts everything of a span that an archive has. `progress` hears the part done, from 0 to 1.
    package init(
        from: Moment, to: Moment, in workspace: Workspace, of archive: any Archive,
        progress: ((Double) -> Void)? = nil
    ) throws {
        self.init(from: from, to: to)
        try archive.faqSteps(in: workspace, from: from, to: to) { steps in
            // They come in the order of their beginnings; one that began before the span counts as begun with it.
            if let first = steps.first { progress?(first.at.part(from: from, to: to)) }
            add(steps)
        }
    }

    /// Counts the answers of one conversation that lie in the span; `steps` are all of it.
    package mutating func add(_ steps: [FAQStep]) {
        var judged: [Int: Bool] = [:]
        for step in steps {
            // A customer may change their mind; the last word counts.
            if case .judged(let message, let helpful) = step.kind { judged[message] = helpful }
        }
        for (index, step) in steps.enumerated() where step.at >= from && step.at < to {
            guard case .answered(let slugs, let rules) = step.kind else { continue }
            var isTouched = false
            if index > 0, case .picked = steps[index - 1].kind { isTouched = true }
            wonRules.formUnion(rules)
            for slug in slugs {
                let sequel = Self.sequel(of: slug, in: steps[(index + 1)...])
                counts[slug, default: Counts()].add(isTouched: isTouched, helped: judged[step.seq], sequel)
            }
        }
    }

    /// What the customer did after an answer.
    fileprivate struct Sequel {
        var askedForPerson = false
        var askedAgain = false
    }

    private static func sequel(of slug: String, in steps: ArraySlice<FAQStep>) -> Sequel {
        var messages = 0
        var sequel = Sequel()
        for step in steps {
            switch step.kind {
            case .said, .picked:
                messages += 1
                if messages > reach { return sequel }
            case .answered(let slugs, _): if slugs.contains(slug) { sequel.askedAgain = true }
            case .missed: sequel.askedAgain = true
            case .askedForPerson: sequel.askedForPerson = true
            case .judged: break
            }
        }
        return sequel
    }
}

extension FAQTally.Counts {
    fileprivate mutating func add(isTouched: Bool, helped: Bool?, _ sequel: FAQTally.Sequel) {
        shown += 1
        touched += isTouched ? 1 : 0
        self.helped += helped == true ? 1 : 0
        unhelpful += helped == false ? 1 : 0
        askedForPerson += sequel.askedForPerson ? 1 : 0
        askedAgain += sequel.askedAgain ? 1 : 0
    }
}

extension Moment {
    /// How much of a span is over at this moment, from 0 to 1.
    func part(from: Moment, to: Moment) -> Double {
        min(1, max(0, Double(since(from).milliseconds) / Double(max(1, to.since(from).milliseconds))))
    }
}
