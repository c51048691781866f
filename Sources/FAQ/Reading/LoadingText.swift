extension Loading {
    /// What `faq check` prints: every diagnostic, then how many there were.
    package func text(folder: String, isColoured: Bool = false) -> String {
        (diagnostics.map { $0.text(folder: folder, isColoured: isColoured) } + [summary]).joined(separator: "\n")
    }

    /// `74 entries, version 1f0c9a4be2d7, 0 errors, 2 warnings, 1 note`; notes only where there are some.
    var summary: String {
        func counted(_ severity: Diagnostic.Severity) -> String {
            let count = diagnostics.count { $0.severity == severity }
            return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
        }
        let entries = edition.map { edition in
            let count = edition.entries.count
            return "\(count) \(count == 1 ? "entry" : "entries"), version \(edition.version), "
        }
        let notes = diagnostics.contains { $0.severity == .note } ? ", \(counted(.note))" : ""
        return "\(entries ?? "")\(counted(.error)), \(counted(.warning))\(notes)"
    }

    /// The diagnostics as a JSON array.
    package func json(folder: String) -> String {
        "[" + diagnostics.map { $0.json(folder: folder) }.joined(separator: ",") + "]"
    }

    /// Workflow commands that GitHub Actions shows beside the lines of a pull request, then the summary for its log.
    package func workflowCommands(folder: String) -> String {
        (diagnostics.map { $0.workflowCommand(folder: folder) } + [summary]).joined(separator: "\n")
    }
}
