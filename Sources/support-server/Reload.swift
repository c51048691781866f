package import FAQ
package import Switchboard
import Synchronization
package import WebAPI

/// Reading the FAQ folder, with what to say about it in the log.
package struct FAQLoading: Sendable {
    private let folder: String
    private let load: @Sendable (String) throws -> Loading
    private let kept: KeptFAQ?

    package init(
        of folder: String,
        load: @escaping @Sendable (String) throws -> Loading = { try FAQDirectory.load(path: $0, on: .today) }
    ) {
        self.folder = folder
        self.load = load
        kept = nil
    }

    /// By what is kept from one load to the next.
    package init(of folder: String, by kept: KeptFAQ) {
        self.folder = folder
        self.kept = kept
        load = { try kept.load($0) }
    }

    /// The edition to begin with; throws the full report when there is none.
    package func edition(_ log: Log = { _ in }) throws -> Edition {
        try first(log).edition
    }

    /// The edition to begin with, and what it is from.
    func first(_ log: Log) throws -> (edition: Edition, loading: Loading) {
        let (loading, took) = try timed()
        guard let edition = loading.edition else {
            throw Failure("The FAQ in \(folder) cannot be used.\n\(loading.text(folder: folder))")
        }
        log(LogLine(.info, "faq.loaded", Self.fields(of: edition, loading, took)))
        return (edition, loading)
    }

    /// Lets the next start begin with what this load found out.
    func keep(_ loading: Loading) {
        if !loading.isFromKept { kept?.keep(loading, of: folder) }
    }

    /// A version that went live by a reload.
    package struct News: Sendable {
        package let version: String
        package let changes: [FileChange]
    }

    /// Lets the folder as it is now answer, or keeps what answers and says why; nil when what answers stays.
    ///
    /// `known` is what the folder is loaded as already, if it is.
    @discardableResult
    package func again(for faq: LiveFAQ, known: Loading? = nil, _ log: Log) -> News? {
        do {
            let (loading, took) = try known.map { ($0, .zero) } ?? timed()
            guard let edition = loading.edition else {
                refuse(loading, for: faq, log)
                return nil
            }
            let before = faq.edition
            // The same contents again end a problem, but their patterns keep what was learned about them.
            let isNew = edition.version != before.version
            faq.publish(isNew ? edition : before)
            log(LogLine(.info, isNew ? "faq.loaded" : "faq.unchanged", Self.fields(of: edition, loading, took)))
            keep(loading)
            guard isNew else { return nil }
            return News(
                version: edition.version, changes: FileChange.between(before.fileVersions, edition.fileVersions))
        } catch {
            faq.keep(because: LiveFAQ.Problem(summary: "The folder cannot be read.", diagnostics: []))
            log(LogLine(.error, "faq.refused", [("kept", faq.edition.version), ("error", "\(error)")]))
            return nil
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
            ("kept", loading.isFromKept ? "yes" : "no"), ("milliseconds", "\(Int(took / .milliseconds(1)))"),
        ]
    }
}

/// Loads the FAQ again, whenever it is asked to, in the workshop.
package final class Reload: Sendable {
    private let workshop: Workshop
    private let loading: FAQLoading
    private let log: Log
    private let tell: @Sendable (FAQLoading.News) async -> Void
    /// Whether a load waits that has not begun.
    private let isWaiting = Mutex(false)

    /// `tell` hears of each version that went live.
    package init(
        in workshop: Workshop, from loading: FAQLoading, log: @escaping Log,
        tell: @escaping @Sendable (FAQLoading.News) async -> Void
    ) {
        self.workshop = workshop
        self.loading = loading
        self.log = log
        self.tell = tell
    }

    /// Keeps what the server begins with, now that it has begun.
    func keep(_ first: Loading) async {
        // Thrown only by a workshop in which too much waits; the next load is kept, or the next start finds out anew.
        try? await workshop.work { [loading] _ in loading.keep(first) }
    }

    /// From any thread; returns at once.
    package func request() {
        Task { await run() }
    }

    /// Loads the folder, or returns at once when a load that has not begun will see what changed.
    package func run() async {
        let isFirst = isWaiting.withLock { isWaiting in
            defer { isWaiting = true }
            return !isWaiting
        }
        guard isFirst else { return }
        while true {
            do {
                let news = try await workshop.work { [self] bench in
                    isWaiting.withLock { $0 = false }
                    return loading.again(for: bench.faq, known: bench.known, log)
                }
                if let news { await tell(news) }
                return
            } catch {
                // Thrown only by a workshop in which too much waits; without a load the change would stay unseen. The sleep
                // throws only when the task is cancelled, and then nobody wants the load.
                guard (try? await Task.sleep(for: Self.patience)) != nil else { return }
            }
        }
    }

    /// How long after it found no room a load asks again.
    private static let patience = Duration.seconds(1)
}
