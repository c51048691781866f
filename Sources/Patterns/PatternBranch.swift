/// One alternative of a pattern while it is read.
struct PatternBranch {
    private var items: [PatternTree] = []
    /// Characters at the end that are not yet an item: a quantifier would take the last of them.
    private var run: [Unicode.Scalar] = []
    /// Whether the last item has a quantifier.
    private var isRepeated = false

    var tree: PatternTree {
        var items = items
        if !run.isEmpty { items.append(.literal(run)) }
        return items.count == 1 ? items[0] : .sequence(items)
    }

    mutating func append(_ item: PatternTree) {
        endRun()
        items.append(item)
        isRepeated = false
    }

    mutating func append(_ scalar: Unicode.Scalar, isCaseless: Bool) {
        let folded = Folding.folded(scalar)
        // With case, an upper-case letter matches nothing in a text of lower case.
        guard let folded, isCaseless || folded == scalar else { return append(.one) }
        run.append(folded)
        isRepeated = false
    }

    /// Makes the last character or item a repeated one.
    mutating func repeatLast(
        min: Int, max: Int?, isPossessive: Bool
    ) throws(PatternCursor.NotUnderstood) {
        guard let last = takeLast() else { throw PatternCursor.NotUnderstood() }
        let repetition = PatternTree.repetition(last, min: min, max: max)
        // A second quantifier would nest without a parenthesis, and without a bound on how deep.
        let item = isRepeated ? PatternTree.unknown : isPossessive ? .atomic(repetition) : repetition
        items.append(item)
        isRepeated = true
    }

    /// Puts `unknown` in the place of the last character or item.
    mutating func forgetLast() {
        _ = takeLast()
        append(.unknown)
    }

    private mutating func takeLast() -> PatternTree? {
        guard let scalar = run.popLast() else { return items.popLast() }
        endRun()
        isRepeated = false
        return .literal([scalar])
    }

    private mutating func endRun() {
        if !run.isEmpty { items.append(.literal(run)) }
        run = []
    }
}
