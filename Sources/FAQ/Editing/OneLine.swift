extension String {
    /// The words in one line of at most 100 characters, without anything a terminal would obey.
    package var oneLine: String {
        let shown = unicodeScalars.map { scalar -> Unicode.Scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: " "
            default: scalar
            }
        }
        let line = String(String.UnicodeScalarView(shown)).split(separator: " ").joined(separator: " ")
        return line.count > 100 ? line.prefix(99) + "…" : line
    }
}
