package import FAQ
package import Switchboard
package import WebAPI

/// Reading the FAQ folder, with what to say about it in the log.
package struct FAQLoading: Sendable {
    private let folder: String
    private let load: @Sendable (String) throws -> Loading

    package init(
        of folder: String,
        load: @escaping @Sendable (String) throws -> Loading = { try FAQDirectory.load(path: $0, on: .today) }
    ) {
        self.folder = folder
        self.load = load
    }

    /// The edition to begin with; throws the full report when there is none.
    package func edition(_ log: Log = { _ in }) throws -> Edition {
        let (loading, took) = try timed()
        guard let edition = loading.edition else {
            throw Failure("The FAQ in \(folder) cannot be used.\n\(loading.text(folder: folder))")
        }
        log(LogLine(.info, "faq.loaded", Self.fields(of: edition, loading, took)))
        return edition
    }

    /// Lets the folder as it is now answer, or keeps what answers and says why.
    package func again(for faq: LiveFAQ, _ log: Log) {
        do {
            let (loading, took) = try timed()
            guard let edition = loading.edition else {
                refuse(loading, for: faq, log)
                return
            }
            // The same contents again end a problem, but their patterns keep what was learned about them.
            let isNew = edition.version != faq.edition.version
            faq.publish(isNew ? edition : faq.edition)
            log(LogLine(.info, isNew ? "faq.loaded" : "faq.unchanged", Self.fields(of: edition, loading, took)))
        } catch {
            faq.keep(because: LiveFAQ.Problem(summary: "The folder cannot be read.", diagnostics: []))
            log(LogLine(.error, "faq.refused", [("kept", faq.edition.version), ("error", "\(error)")]))
        }
    }

    private func refuse(_ loading: Loading, for faq: LiveFAQ, _ log: Log) {
        let errors = loading.diagnostics.filter { $0.severity == .error }
        let first = errors.first.map { "\($0.place.file):\($0.place.line): \($0.message)" } ?? ""
        let summary = "\(errors.count) \(errors.count == 1 ? "error" : "errors") in the folder, the first in \(first)"
        faq.keep(because: LiveFAQ.Problem(summary: summary, diagnostics: loading.diagnostics))
        log(
            LogLine(
                .error, "faq.refused",
                [("kept", faq.edition.version), ("errors", "\(errors.count)"), ("first", first)]))
    }

    private func timed() throws -> (Loading, Duration) {
        let began = ContinuousClock.now
        let loading = try load(folder)
        return (loading, ContinuousClock.now - began)
    }

    private static func fields(
        of edition: Edition, _ loading: Loading, _ took: Duration
    ) -> [(name: String, value: String)] {
        [
            ("version", edition.version), ("entries", "\(edition.entries.count)"),
            ("warnings", "\(loading.diagnostics.count { $0.severity == .warning })"),
            ("milliseconds", "\(Int(took / .milliseconds(1)))"),
        ]
    }
}

/// Loads the FAQ again, whenever it is asked to, beside the event loop.
package final class Reload: Sendable {
    private let faq: LiveFAQ
    private let loading: FAQLoading
    private let log: Log
    /// One thread, so never two loads at once; one place to wait, because a load that has not begun will see whatever
    /// changes until then.
    private let crew = Crew<Void>(named: "faq", count: 1, limit: 1) {}

    package init(of faq: LiveFAQ, from loading: FAQLoading, log: @escaping Log) {
        self.faq = faq
        self.loading = loading
        self.log = log
    }

    /// From any thread; returns at once.
    package func request() {
        Task { await run() }
    }

    /// Loads the folder, or returns at once when a load that has not begun will see what changed.
    package func run() async {
        // Thrown only by the crew, when one waits already.
        try? await crew.work { [self] _ in loading.again(for: faq, log) }
    }
}
