/// The characters of which a text shared by two patterns may be made: what a customer types, and what the patterns name.
///
/// At most 128, so that a set of them is one integer. Earlier ones are preferred.
struct OverlapAlphabet {
    typealias Letters = UInt128

    private(set) var scalars: [Unicode.Scalar] = []
    private var places: [Unicode.Scalar: Int] = [:]
    /// Those that `\w` matches.
    private(set) var words: Letters = 0
    private(set) var space: Letters = 0

    init(_ trees: [PatternTree]) {
        add("abcdefghijklmnopqrstuvwxyz0123456789 ".unicodeScalars)
        add((0x21..<0x7F).lazy.compactMap { Unicode.Scalar($0 as UInt32) }.filter { !("A"..."Z").contains($0) })
        for tree in trees { add(tree) }
        for (index, scalar) in scalars.enumerated() where ScalarClass.isWord(scalar) { words |= 1 << index }
        space = letter(" ")
    }

    var all: Letters { scalars.count == Letters.bitWidth ? .max : (1 << scalars.count) - 1 }

    /// Empty when the character is not of the alphabet.
    func letter(_ scalar: Unicode.Scalar) -> Letters {
        places[scalar].map { 1 << $0 } ?? 0
    }

    func letters(of scalars: ScalarClass) -> Letters {
        var letters: Letters = 0
        for (index, scalar) in self.scalars.enumerated() where scalars.contains(scalar) { letters |= 1 << index }
        return letters
    }

    private mutating func add(_ tree: PatternTree) {
        switch tree {
        case .literal(let scalars): add(scalars)
        case .oneOf(let scalars): add(scalars.fewScalars ?? [])
        case .sequence(let trees), .choice(let trees): for tree in trees { add(tree) }
        case .repetition(let tree, _, _): add(tree)
        default: break
        }
    }

    private mutating func add(_ scalars: some Sequence<Unicode.Scalar>) {
        for scalar in scalars where places[scalar] == nil && Self.isUnderstood(scalar) {
            guard self.scalars.count < Letters.bitWidth else { return }
            places[scalar] = self.scalars.count
            self.scalars.append(scalar)
        }
    }

    /// Whether a normalised text may have the character, and PCRE2's versions agree on it.
    private static func isUnderstood(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        guard scalar == "ß" || !properties.changesWhenNFKCCaseFolded else { return false }
        switch properties.generalCategory {
        case .lowercaseLetter, .otherLetter, .currencySymbol, .mathSymbol, .otherSymbol: return true
        case .control, .uppercaseLetter: return false
        default: return scalar.isASCII
        }
    }
}
