/// A stretch of one line in a file of the FAQ folder.
package struct Place: Sendable, Hashable, Codable {
    /// Relative to the folder.
    package let file: String
    /// From 1.
    package let line: Int
    /// From 1, in Unicode scalars.
    package let column: Int
    /// At least 1, in Unicode scalars.
    package let length: Int

    package init(file: String, line: Int, column: Int = 1, length: Int = 1) {
        self.file = file
        self.line = line
        self.column = max(1, column)
        self.length = max(1, length)
    }
}

extension Place: Comparable {
    package static func < (left: Place, right: Place) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

/// Something an editor should know about a file, with what to do about it.
package struct Diagnostic: Sendable, Equatable, Codable {
    /// An error keeps the folder from being used.
    package enum Severity: String, Sendable, Codable {
        case error, warning, note
    }

    /// What kind of thing is wrong; the spelling is stable, for programs that read the report.
    package enum Code: String, Sendable, CaseIterable, Codable {
        case badFileName = "bad-file-name"
        case notUTF8 = "not-utf8"
        case fileTooLarge = "file-too-large"
        case noFrontMatter = "no-front-matter"
        case badYAML = "bad-yaml"
        case unknownKey = "unknown-key"
        case missingKey = "missing-key"
        case wrongType = "wrong-type"
        case wrongValue = "wrong-value"
        case badDate = "bad-date"
        case datesReversed = "dates-reversed"
        case emptyAnswer = "empty-answer"
        case rawHTML = "raw-html"
        case unsupportedMarkdown = "unsupported-markdown"
        case badLink = "bad-link"
        case badWords = "bad-words"
        case badPattern = "bad-pattern"
        case refusedPattern = "refused-pattern"
        case backReference = "back-reference"
        case patternGivesUp = "pattern-gives-up"
        case slowPattern = "slow-pattern"
        case patternMatchesEverything = "pattern-matches-everything"
        case unfilteredPattern = "unfiltered-pattern"
        case duplicateSlug = "duplicate-slug"
        case duplicateQuickReply = "duplicate-quick-reply"
        case lineClaimedTwice = "line-claimed-twice"
        case lineHijacked = "line-hijacked"
        case lineUnreached = "line-unreached"
        case unwantedLineReached = "unwanted-line-reached"
        case rulesNeverWin = "rules-never-win"
        case alwaysBeaten = "always-beaten"
        case rulesTie = "rules-tie"
        case rulesOverlap = "rules-overlap"
        case deadRule = "dead-rule"
        case noTests = "no-tests"
        case missingLanguage = "missing-language"
        case unknownFollowUp = "unknown-follow-up"
        case silentFollowUp = "silent-follow-up"
        case expired = "expired"
        case reviewDue = "review-due"
    }

    package let severity: Severity
    package let code: Code
    package let place: Place
    package let message: String
    /// Where else to look and what to do, one paragraph each.
    package let notes: [String]
    /// The whole line the place is in.
    package let sourceLine: String
}
