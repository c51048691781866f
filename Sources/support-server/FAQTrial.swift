import BotFlow
import FAQ
import JSON
import Switchboard

/// One text held against the FAQ, with what the bot would say to it.
struct FAQTrial {
    private let words: String
    private let finding: Finding
    private let hearing: Hearing

    init(of text: String, by bot: Bot, locale: String?, at moment: Moment) {
        words = text
        finding = bot.edition.find(text, locale: locale, on: bot.edition.bot.day(at: moment.milliseconds))
        hearing = bot.hear(text, locale: locale, at: moment)
    }

    private var answer: BotMessage? {
        switch hearing.understood {
        case .answer(let message), .answerThenPerson(let message, _, _): message
        case .wantsPerson, .nothing, .failure: nil
        }
    }

    /// What becomes of the conversation, in a word for programs and a sentence for people.
    private var outcome: (word: String, sentence: String) {
        switch hearing.understood {
        case .answer: ("answers", "")
        case .answerThenPerson(_, let why, let priority):
            ("answers_then_person", "Then asks for a person (\(why), priority \(priority)).")
        case .wantsPerson: ("asks_for_person", "Passes the customer on to a person.")
        case .nothing where !finding.suggestions.isEmpty:
            (
                "suggests",
                hearing.ladder.first.map { "Says “\($0.say.text)” and offers what the ranker suggests." } ?? ""
            )
        case .nothing: ("misses", hearing.ladder.first.map { "Says “\($0.say.text)”" } ?? "Says nothing.")
        case .failure: ("passes_on", "Passes the customer on to a person, as it ran out of time.")
        }
    }

    var isMiss: Bool { hearing.understood == .nothing }

    var text: String {
        var lines = [Visible.text(finding.text(), keeping: "\n")]
        if let answer {
            lines +=
                ["", "answer:"]
                + answer.text.split(separator: "\n", omittingEmptySubsequences: false).map {
                    $0.isEmpty ? "" : "  \($0)"
                }
            lines += answer.quickReplies.map { "  [\($0.question)]" }
        }
        if !outcome.sentence.isEmpty { lines += ["", outcome.sentence] }
        return lines.joined(separator: "\n")
    }

    var json: String {
        var writer = JSONWriter()
        writer.object { report in
            report.member("finding", raw: finding.json())
            report.member("outcome", outcome.word)
            if let answer {
                report.member(
                    "answer",
                    object: { object in
                        object.member("slug", answer.slug)
                        object.member("text", answer.text)
                        object.member("quick_replies", strings: answer.quickReplies.map(\.slug))
                    })
            } else {
                report.member("answer", raw: nil)
            }
        }
        return writer.text
    }
}

extension FAQTrial {
    /// What answers, or what is suggested first.
    private var found: Candidate? {
        hearing.understood == .wantsPerson ? nil : finding.answers.first ?? finding.suggestions.first
    }

    /// One line for people and spreadsheets: entry, layer, confidence and text with tabs between them.
    var line: String {
        let columns = [
            found?.slug ?? "-", found?.layer.rawValue ?? "-", (confidence ?? 0).formattedFraction, words,
        ]
        return columns.map { Visible.text($0) }.joined(separator: "\t")
    }

    /// A match by rules or word for word is certain; with neither it is the likeliest entry's.
    private var confidence: Double? {
        let best = found ?? finding.candidates.first { $0.layer == .ranker }
        return best.flatMap { $0.layer == .ranker ? $0.confidence : 1 }
    }

    /// One line for programs that measure the engine.
    var jsonLine: String {
        var writer = JSONWriter()
        writer.object { object in
            let best = found ?? finding.candidates.first { $0.layer == .ranker }
            object.member("slug", found?.slug)
            object.member("layer", found?.layer.rawValue)
            object.member("score", best.flatMap { $0.score ?? Double($0.characters) })
            object.member("confidence", confidence)
            object.member("outcome", outcome.word)
            object.member("slugs", strings: finding.answers.map(\.slug))
            object.member(
                "candidates",
                array: { list in for candidate in finding.candidates { list.object { $0.candidate(candidate) } } })
        }
        return writer.text
    }
}
