extension Prefilter.Need {
    /// What a pattern needs, as far as it is understood.
    package init(pattern: String) {
        self.init(sets: RequiredLiterals(PatternTree(pattern)).sets)
    }

    /// What groups of alternatives need, of which each is words in sequence: of every group one alternative.
    ///
    /// The longest word stands for its alternative.
    package init(words groups: [[[[UInt8]]]]) {
        self.init(
            sets: groups.map { alternatives in
                alternatives.map { words in words.max { $0.count < $1.count } ?? [] }
            })
    }
}
