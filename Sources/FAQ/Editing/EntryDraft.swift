/// An entry as its editor wrote it: what stands in the file, before anything is compiled.
package struct EntryDraft: Sendable, Equatable {
    /// One item of `match`, in the editor's words.
    package struct Rule: Sendable, Equatable {
        package enum Condition: Sendable, Equatable {
            /// The groups, as they stand between the brackets.
            case words([String])
            case pcre(String)
        }

        package var condition: Condition
        package var unless: String?

        package init(_ condition: Condition, unless: String? = nil) {
            self.condition = condition
            self.unless = unless
        }
    }

    package var slug: String
    /// Like `de` or `pt-BR`; nil for the folder's own language.
    package var language: String?
    /// The folder the file is in; empty for the top.
    package var topic: String
    package var question: String
    package var quickReply: Int?
    package var asks: [String] = []
    package var not: [String] = []
    package var rules: [Rule] = []
    package var followUps: [String] = []
    package var escalation: Entry.Escalation?
    package var priority = 0
    package var mode = Entry.Mode.live
    package var validFrom: Day?
    package var validUntil: Day?
    package var reviewBy: Day?
    package var owner: String?
    /// In Markdown.
    package var answer: String
    /// The file's name without its language, when it is another than the slug.
    var otherFileName: String?

    package init(slug: String, language: String? = nil, topic: String = "", question: String, answer: String) {
        self.slug = slug
        self.language = language
        self.topic = topic
        self.question = question
        self.answer = answer
    }

    /// Where the entry's file is, in the folder.
    package var path: String {
        (topic.isEmpty ? "" : "\(topic)/") + (otherFileName ?? slug) + (language.map { ".\($0)" } ?? "") + ".md"
    }

    /// The file's text, in the layout of `faq format`.
    package var text: String {
        let source = keys.map { "\($0): \($1)\n" }.joined()
        let lines = answer.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        // A draft too long or too deep for the parsers has no layout; the reader then says what is wrong with it.
        let laidOut = (try? EntryFormat.keys(source, as: .entry)) ?? source
        // As above.
        let body = (try? AnswerFormat.canonical(lines)) ?? lines
        return "---\n\(laidOut)---\n" + body.map { "\($0)\n" }.joined()
    }

    /// The keys that say something, with their values in YAML as a program writes it.
    private var keys: [(String, String)] {
        var keys: [(String, String)] = []
        func add(_ key: String, _ text: String?) {
            if let text { keys.append((key, ScalarText.doubleQuoted(text))) }
        }
        func add(_ key: String, _ list: [String]) {
            if !list.isEmpty { keys.append((key, "[" + list.joined(separator: ", ") + "]")) }
        }
        add("slug", otherFileName.map { _ in slug })
        add("question", question)
        add("quick_reply", quickReply.map(String.init))
        add("asks", asks.map(ScalarText.doubleQuoted))
        add("not", not.map(ScalarText.doubleQuoted))
        add("match", rules.map(\.yaml))
        add("follow_ups", followUps.map(ScalarText.doubleQuoted))
        if let escalation { keys.append(("escalate", escalation.yaml)) }
        add("priority", priority == 0 ? nil : String(priority))
        add("mode", mode == .live ? nil : mode.rawValue)
        add("valid_from", validFrom?.description)
        add("valid_until", validUntil?.description)
        add("review_by", reviewBy?.description)
        add("owner", owner)
        return keys
    }
}

extension EntryDraft.Rule {
    /// On one line, as a program writes it.
    var yaml: String {
        let exception = unless.map { ", unless: \(ScalarText.doubleQuoted($0))" } ?? ""
        switch condition {
        case .words(let groups):
            return "{words: [" + groups.map(ScalarText.doubleQuoted).joined(separator: ", ") + "]\(exception)}"
        case .pcre(let pattern): return "{pcre: \(ScalarText.doubleQuoted(pattern))\(exception)}"
        }
    }
}

extension Entry.Escalation {
    /// What `true` stands for.
    static let plain = Entry.Escalation(reason: "entry", priority: 0)

    /// On one line, as a program writes it.
    var yaml: String {
        if self == .plain { return "true" }
        let more = priority == 0 ? "" : ", priority: \(priority)"
        return "{reason: \(ScalarText.doubleQuoted(reason))\(more)}"
    }
}
