import Foundation

/// A text as the FAQ matches it: NFKC, lower case, single spaces, nothing invisible.
func normalised(_ text: String) -> String {
    var text = text
    for _ in 0..<4 {
        var scalars = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            let properties = scalar.properties
            switch scalar {
            case "\u{2018}"..."\u{201B}", "\u{2032}": scalars.append("'")
            case "\u{201C}"..."\u{201F}", "\u{AB}", "\u{BB}", "\u{2033}": scalars.append("\"")
            case "\u{3C2}": scalars.append("\u{3C3}")
            case _ where properties.isWhitespace:
                if let last = scalars.last, last != " " { scalars.append(" ") }
            case _ where properties.isDefaultIgnorableCodePoint: continue
            case _ where [.control, .format].contains(properties.generalCategory): continue
            default: scalars.append(contentsOf: properties.lowercaseMapping.unicodeScalars)
            }
        }
        if scalars.last == " " { scalars.removeLast() }
        text = String(scalars)
    }
    return text
}
