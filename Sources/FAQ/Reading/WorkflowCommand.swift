extension Diagnostic {
    /// The diagnostic as a workflow command of GitHub Actions: `::error file=…,line=…::…`.
    ///
    /// <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>. Escaping is that of
    /// actions/toolkit, `core/src/command.ts`: percent signs and line ends everywhere, in properties also `:` and `,`.
    /// The last column is the last one marked, for an annotation of one column ends where it begins.
    package func workflowCommand(folder: String = "") -> String {
        let command =
            switch severity {
            case .error: "error"
            case .warning: "warning"
            case .note: "notice"
            }
        let properties = [
            ("file", relativePath(in: folder)), ("line", "\(place.line)"), ("endLine", "\(place.line)"),
            ("col", "\(place.column)"), ("endColumn", "\(place.column + place.length - 1)"), ("title", code.rawValue),
        ]
        let written = properties.map { "\($0)=\(Self.escaped($1, "%\r\n:,"))" }.joined(separator: ",")
        let text = ([message] + notes).joined(separator: "\n")
        return "::\(command) \(written)::\(Self.escaped(text, "%\r\n"))"
    }

    /// With the named ASCII characters as `%` and two hexadecimal digits.
    private static func escaped(_ text: String, _ reserved: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard reserved.unicodeScalars.contains(scalar) else {
                result.append(scalar)
                continue
            }
            let digits = String(scalar.value, radix: 16, uppercase: true)
            result.append(contentsOf: (digits.count == 1 ? "%0\(digits)" : "%\(digits)").unicodeScalars)
        }
        return String(result)
    }

    /// Without the `./` that a path from the place of work may begin with: programs compare these paths with git's.
    func relativePath(in folder: String) -> String {
        let path = path(in: folder)
        return path.hasPrefix("./") ? String(path.dropFirst(2)) : path
    }
}
