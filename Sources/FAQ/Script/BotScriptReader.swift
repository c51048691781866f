internal import YAML

/// Reads `bot.yaml`.
struct BotScriptReader {
    static let keys = ["greeting", "escalate", "ladder", "hours", "waiting", "idle", "ranker"]

    let source: SourceFile
    let report: Report
    /// Nil only while the standard script itself is read.
    let fallback: BotScript?

    /// Nil when the file cannot be used; why is reported.
    func script() -> BotScript? {
        guard let fields = root() else { return nil }
        let escalation = escalation(fields)
        guard
            let greeting = fields.text("greeting") ?? fallback?.greeting,
            let ladder = ladder(fields) ?? fallback?.ladder,
            let waiting = waiting(fields) ?? fallback?.waiting,
            let idle = idle(fields) ?? fallback?.idle, let ranker = ranker(fields) ?? fallback?.ranker
        else { return nil }
        return BotScript(
            greeting: greeting, ladder: ladder,
            hours: fields.node("hours").flatMap { HoursReader(source: source, report: report).hours($0) },
            waiting: waiting, idle: idle, ranker: ranker,
            escalationWords: escalation?.words ?? fallback?.escalationWords,
            escalationPatterns: escalation?.patterns ?? fallback?.escalationPatterns ?? [])
    }

    private func root() -> Fields? {
        guard report.isText(source) else { return nil }
        let text = source.lines.joined(separator: "\n")
        return Fields(text, firstLine: 1, of: "the bot's script", keys: Self.keys, in: source, report) {
            report.error(
                .missingKey, Place(file: source.path, line: 1), "the file is empty",
                "Delete it to have the standard script, or begin with `greeting: Hello!`.")
        }
    }

    /// What is written replaces the standard words and patterns, both.
    private func escalation(_ fields: Fields) -> (words: WordsRule?, patterns: [WatchedPattern])? {
        guard let node = fields.node("escalate"),
            let own = Fields(node, of: "`escalate`", keys: ["words", "pcre"], in: source, report)
        else { return nil }
        let reader = PatternReader(source: source, report: report)
        let words = own.node("words").flatMap { _ in WordsReader(report: report).words(own) }
        return (words, own.list("pcre").compactMap { reader.pattern($0, as: "pcre") })
    }

    private func ladder(_ fields: Fields) -> [BotScript.Step]? {
        guard let node = fields.node("ladder") else { return nil }
        let keys = ["say", "suggest", "offer_person", "escalate"]
        let steps = fields.list("ladder").compactMap { item -> BotScript.Step? in
            guard let step = Fields(item, of: "a step", keys: keys, in: source, report) else { return nil }
            guard let say = step.said(placeholders: []) else { return nil }
            return BotScript.Step(
                say: say, suggest: step.whole("suggest", in: 0...10) ?? 0,
                offersPerson: step.flag("offer_person") ?? false, escalates: step.flag("escalate") ?? false)
        }
        // A step that could not be read may be the one.
        if steps.count == fields.list("ladder").count, steps.last?.escalates != true {
            report.error(
                .wrongValue, source.place(of: node), "the ladder does not end with a person",
                "Add `escalate: true` to its last step, so that no customer is ever stuck.")
        }
        return steps
    }

    private func waiting(_ fields: Fields) -> BotScript.Waiting? {
        guard let node = fields.node("waiting"),
            let own = Fields(node, of: "`waiting`", keys: ["say", "leave_message_after"], in: source, report)
        else { return nil }
        guard let say = own.node("say") == nil ? fallback?.waiting.say : own.said(placeholders: ["position"]) else {
            return nil
        }
        return BotScript.Waiting(say: say, leaveMessageAfter: duration(own, "leave_message_after"))
    }

    private func idle(_ fields: Fields) -> BotScript.Idle? {
        guard let node = fields.node("idle"),
            let own = Fields(node, of: "`idle`", keys: ["automated", "claimed"], in: source, report)
        else { return nil }
        guard let automated = duration(own, "automated") ?? fallback?.idle.automated,
            let claimed = duration(own, "claimed") ?? fallback?.idle.claimed
        else { return nil }
        return BotScript.Idle(automated: automated, claimed: claimed)
    }

    private func ranker(_ fields: Fields) -> BotScript.RankerUse? {
        let keys = ["answer", "answer_above", "suggest_above"]
        guard let node = fields.node("ranker"),
            let own = Fields(node, of: "`ranker`", keys: keys, in: source, report)
        else { return nil }
        let standard = fallback?.ranker
        guard let answers = own.flag("answer") ?? standard?.answers,
            let answerAbove = own.fraction("answer_above") ?? standard?.answerAbove
        else { return nil }
        return BotScript.RankerUse(
            answers: answers, answerAbove: answerAbove, suggestAbove: own.fraction("suggest_above"))
    }

    private func duration(_ fields: Fields, _ key: String) -> Duration? {
        guard let node = fields.node(key) else { return nil }
        let parts = (node.text ?? "").split(separator: " ")
        let seconds = ["s": 1, "min": 60, "h": 3_600, "d": 86_400]
        if parts.count == 2, let count = Int(parts[0]), let unit = seconds[String(parts[1])], 1...10_000 ~= count {
            return .seconds(count * unit)
        }
        report.error(
            .wrongValue, source.place(of: node), "`\(key)` must be a time like `10 min`",
            "A number, a space and a unit: s, min, h or d.")
        return nil
    }
}

extension Fields {
    /// The `say` of a step: a text in which only known placeholders stand in braces.
    func said(placeholders: [String]) -> String? {
        guard let node = node("say"), let text = text("say") else {
            if node("say") == nil {
                report.error(.missingKey, place, "there is no `say`", "Add `say:` with the bot's words.")
            }
            return nil
        }
        for part in text.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
            let name = String(part.prefix { $0 != "}" })
            guard !placeholders.contains(name) else { continue }
            let known = placeholders.map { "`{\($0)}`" }.joined(separator: ", ")
            report.error(
                .wrongValue, source.place(of: node), "`{\(name)}` stands for nothing here",
                known.isEmpty ? "This text has no placeholders." : "Known here: \(known).")
        }
        return text
    }
}
