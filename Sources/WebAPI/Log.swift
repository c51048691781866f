/// Something an operator may want to know, in one line; never words, tokens or session ids.
package struct LogLine: Sendable {
    package enum Level: String, Sendable {
        case info
        case warning
        case error
    }

    package let level: Level
    /// What happened, in a stable form for machines: `request.failed`.
    package let event: String
    package let fields: [(name: String, value: String)]

    package init(_ level: Level, _ event: String, _ fields: [(name: String, value: String)] = []) {
        self.level = level
        self.event = event
        self.fields = fields
    }
}

/// Where log lines go; called from several threads.
package typealias Log = @Sendable (LogLine) -> Void
