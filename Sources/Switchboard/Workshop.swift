package import FAQ

/// Where the FAQ is worked on: one piece of work after the other, beside everything else.
///
/// Everything that changes what answers goes through here, so a reload and an edit never meet.
package final class Workshop: Sendable {
    package let faq: LiveFAQ
    private let crew: Crew<Bench>

    /// At most `limit` pieces of work wait. `today` is for dates that have passed.
    package init(
        _ faq: LiveFAQ, on shelf: any FAQShelf, limit: Int = 16, today: @escaping @Sendable () -> Day
    ) {
        self.faq = faq
        crew = Crew(named: "faq", count: 1, limit: limit) { Bench(faq, on: shelf, today: today) }
    }

    /// Does `body` on the workshop's thread; throws ``Denial/overloaded`` when too much waits.
    package func work<Answer: Sendable>(_ body: @escaping @Sendable (Bench) throws -> Answer) async throws -> Answer {
        try await crew.work(body)
    }
}

/// Keeps the files that editors write.
package protocol FAQShelf: Sendable {
    /// All that are the bot's, by path.
    func files() throws -> [SourceFile]
    /// Puts texts in place of files, all or none, and returns when they are on disk to stay; nil removes a file.
    func write(_ texts: [String: String?]) throws
}

/// What an editor wants of one file.
package struct FileEdit: Sendable {
    package let path: String
    /// Nil removes the file.
    package let text: String?
    /// The version at which the editor read the file; nil when it was not there.
    package let readAt: String?

    package init(path: String, text: String?, readAt: String?) {
        self.path = path
        self.text = text
        self.readAt = readAt
    }
}

/// Why the folder does not become what an editor wants; nothing was changed.
package enum FolderRefusal: Error {
    /// These are not what they were when the editor read them; nil is a file that is gone.
    case changed([(path: String, present: SourceFile?)])
    /// With the edits the folder has an error.
    case broken([Diagnostic])
    /// No entry would be left.
    case nothingLeft
    /// The folder cannot be read.
    case notRead(any Error)
    /// The files cannot be written.
    case notWritten(any Error)
}

/// What a publication made.
package struct Published: Sendable {
    package let edition: Edition
    /// The version that was live before.
    package let previous: String
    package let changes: [FileChange]
    /// Of the new edition.
    package let diagnostics: [Diagnostic]
}
