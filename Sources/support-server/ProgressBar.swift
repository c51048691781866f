/// Shows how far a long piece of work is, to somebody who watches a terminal and has waited for a second.
final class ProgressBar {
    private let title: String
    private let began = ContinuousClock.now
    private var shown = -1

    init(_ title: String) {
        self.title = title
    }

    /// `part` goes from 0 to 1.
    func show(_ part: Double) {
        let percent = Int(min(1, max(0, part)) * 100)
        guard Console.isSeen, percent != shown, ContinuousClock.now - began > .seconds(1) else { return }
        shown = percent
        let filled = String(repeating: "█", count: percent * 30 / 100)
        let empty = String(repeating: "░", count: 30 - percent * 30 / 100)
        Console.complain("\r\(title) \(filled)\(empty) \(percent) %")
    }

    /// Takes the bar away.
    func end() {
        if shown >= 0 { Console.complain("\r\u{1B}[K") }
    }
}

extension Subcommand {
    /// Does a long piece of work, which is handed what shows how far it is.
    static func withProgress<Result>(
        _ title: String, _ body: (@escaping (Double) -> Void) throws -> Result
    ) throws -> Result {
        let bar = ProgressBar(title)
        defer { bar.end() }
        return try body { bar.show($0) }
    }
}
