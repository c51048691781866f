package import FAQ
import Synchronization

/// The version of the FAQ that answers now, and what keeps a newer one from doing so.
///
/// A new version comes in with one step; whoever holds the old one finishes with it.
package final class LiveFAQ: Sendable {
    private struct State {
        var edition: Edition
        var problem: Problem?
    }

    /// Why the folder as it stands is not the version that answers.
    package struct Problem: Sendable {
        package let summary: String
        /// The full report, for the editors.
        package let diagnostics: [Diagnostic]

        package init(summary: String, diagnostics: [Diagnostic]) {
            self.summary = summary
            self.diagnostics = diagnostics
        }
    }

    private let state: Mutex<State>

    package init(_ edition: Edition) {
        state = Mutex(State(edition: edition))
    }

    package var edition: Edition { state.withLock { $0.edition } }
    package var problem: Problem? { state.withLock { $0.problem } }
    package var bot: Bot { Bot(edition) }
    /// Where the patterns stand, in the version that answers, that gave up too often to be tried again.
    package var switchedOff: [Place] { edition.switchedOff }

    /// Lets a new version answer from now on.
    package func publish(_ edition: Edition) {
        state.withLock { $0 = State(edition: edition) }
    }

    /// Keeps the version that answers, and remembers what is wrong with the folder.
    package func keep(because problem: Problem) {
        state.withLock { $0.problem = problem }
    }
}
