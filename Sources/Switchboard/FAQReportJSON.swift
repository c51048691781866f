import BotFlow
import FAQ
package import JSON

extension JSONWriter {
    /// The members of a report of how the FAQ did.
    package mutating func members(of report: FAQReport) {
        member("from", report.from.description)
        member("to", report.to.description)
        member(
            "entries",
            array: { list in
                for row in report.rows {
                    list.object { object in
                        object.member("slug", row.slug)
                        object.member("question", row.entry?.question)
                        object.member("shown", row.counts.shown)
                        object.member("touched", row.counts.touched)
                        object.member("helped", row.counts.helped)
                        object.member("unhelpful", row.counts.unhelpful)
                        object.member("person", row.counts.askedForPerson)
                        object.member("again", row.counts.askedAgain)
                    }
                }
            })
        member("never_shown", strings: report.neverShown.map(\.file))
        member("never_touched", strings: report.neverTouched.map(\.file))
        member(
            "rules_never_won",
            array: { list in
                for (entry, rule) in report.rulesNeverWon {
                    list.object { object in
                        object.member("slug", entry.slug)
                        object.member("rule", rule.number)
                        object.member("file", rule.place.file)
                        object.member("line", rule.place.line)
                    }
                }
            })
        member("without_tests", strings: report.withoutTests.map(\.file))
        member("review_due", strings: report.reviewDue.map(\.file))
        member("expired", strings: report.expired.map(\.file))
        member(
            "definitions",
            object: { object in
                for (name, sentence) in FAQReport.definitions { object.member(name, sentence) }
            })
    }
}
