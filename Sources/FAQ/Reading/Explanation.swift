/// What a kind of diagnostic means, whatever file it is in: for reports that list their rules.
package struct Explanation: Sendable, Equatable {
    /// What is wrong, in a sentence.
    package let summary: String
    /// What to do about it, in a sentence.
    package let remedy: String

    fileprivate init(_ summary: String, _ remedy: String) {
        self.summary = summary
        self.remedy = remedy
    }
}

extension Diagnostic.Code {
    package var explanation: Explanation {
        switch self {
        case .badFileName:
            Explanation(
                "The file's name cannot be an entry's.",
                "Use lower-case letters, digits and single hyphens; after a dot the language, like `de`.")
        case .notUTF8: Explanation("The file has bytes that are not UTF-8.", "Save the file as UTF-8.")
        case .fileTooLarge: Explanation("The file is larger than a file may be.", "Shorten it.")
        case .noFrontMatter:
            Explanation("The file does not begin with keys.", "Put the keys between two lines `---` at the top.")
        case .badYAML: Explanation("The keys cannot be read.", "Mend the YAML at the place.")
        case .unknownKey: Explanation("There is no such key.", "Use one of the known keys.")
        case .missingKey: Explanation("A key that is needed is missing.", "Add it.")
        case .wrongType: Explanation("A value is of the wrong kind.", "Write a value of the kind that is named.")
        case .badDate: Explanation("A day cannot be read.", "Write it like 2027-01-31.")
        case .datesReversed:
            Explanation("The entry ends before it begins.", "Exchange the days or leave one out.")
        case .wrongValue: Explanation("A value is not one of those that may be.", "Write one that may be.")
        case .emptyAnswer: Explanation("The entry says nothing.", "Write the answer behind the second `---`.")
        case .rawHTML: Explanation("The answer has HTML.", "Write it in Markdown.")
        case .unsupportedMarkdown:
            Explanation(
                "The answer has Markdown that a chat cannot show.", "Use paragraphs, lists, emphasis and links.")
        case .badLink: Explanation("A link leads nowhere.", "Begin it with https://, http://, mailto: or tel:.")
        case .badWords: Explanation("A group of `words` cannot be read.", "Write it like `when|how long`.")
        case .badPattern: Explanation("A pattern cannot be read.", "Mend it at the place.")
        case .refusedPattern:
            Explanation("A pattern does what patterns may not do here.", "Write it without that construct.")
        case .backReference:
            Explanation("A pattern refers back to a group, which is slow.", "Write the words out instead.")
        case .patternGivesUp:
            Explanation("A pattern gives up, and counts as no match there.", "Repeat only what is necessary.")
        case .slowPattern:
            Explanation("A pattern takes long on some messages.", "Bound its repetitions, like `.{0,30}`.")
        case .patternMatchesEverything:
            Explanation("A pattern matches every message.", "Make at least one word necessary.")
        case .unfilteredPattern:
            Explanation(
                "A pattern must be tried on every message, because no word in it is necessary.",
                "Give it a word that every message it is for has.")
        case .duplicateSlug: Explanation("Two entries have one name.", "Give one of them another `slug:`.")
        case .duplicateQuickReply:
            Explanation("Two entries have one place among the quick replies.", "Give one of them another number.")
        case .lineClaimedTwice: Explanation("Two entries have the same line.", "Keep it in one of the two.")
        case .lineHijacked:
            Explanation(
                "By the rules, a line of this entry reaches another.", "Move the line there, or mend the rules.")
        case .lineUnreached: Explanation("A line never reaches its entry.", "Word it otherwise, or take it out.")
        case .unwantedLineReached:
            Explanation("A line of `not` reaches the entry.", "Narrow the rule, or give it an `unless:`.")
        case .rulesNeverWin:
            Explanation("No line of the entry reaches it by its rules.", "Add a line that the rules are for.")
        case .alwaysBeaten:
            Explanation(
                "Whatever the entry's rules match, another entry wins.",
                "Give the entry a higher priority, or narrow the rules of the other.")
        case .rulesTie:
            Explanation(
                "Two entries match a message equally well, and the alphabet decides.",
                "Give one a higher priority, or make a rule longer.")
        case .rulesOverlap:
            Explanation("Patterns of two entries match one message.", "See that the right one wins.")
        case .deadRule:
            Explanation("No line of the folder needs a rule or an `unless`.", "Add the message that it is for.")
        case .noTests:
            Explanation("Nothing tests the rules of an entry.", "Add messages that must reach it to `asks:`.")
        case .missingLanguage: Explanation("Some entries are missing in a language.", "Translate them.")
        case .unknownFollowUp: Explanation("A follow-up leads nowhere.", "Write the slug of an entry.")
        case .silentFollowUp: Explanation("A follow-up does not answer.", "Take it out of `follow_ups`.")
        case .expired: Explanation("The entry no longer answers.", "Change the day, or delete the file.")
        case .reviewDue: Explanation("The entry was to be reviewed.", "Read it, then change the day.")
        }
    }
}
