/// The entries with the highest margins, the highest first, and what is seen of each.
struct Candidates {
    struct Candidate {
        let entry: Int
        let margin: Float
        let signals: Calibration.Signals
    }

    private(set) var found: [Candidate] = []

    init(_ margins: [Float], vector: SparseVector, limit: Int, isExcluded: (Int) -> Bool) {
        // The second is looked for even when only the first is wanted, for the distance between them.
        let wanted = max(limit, 2)
        var best: [Int] = []
        best.reserveCapacity(wanted + 1)
        for entry in margins.indices where !isExcluded(entry) {
            if best.count == wanted, margins[entry] <= margins[best[wanted - 1]] { continue }
            best.insert(entry, at: best.firstIndex { margins[$0] < margins[entry] } ?? best.count)
            if best.count > wanted { best.removeLast() }
        }
        for (place, entry) in best.prefix(limit).enumerated() {
            // An entry alone is ahead of one that nothing speaks for.
            let rival = place > 0 ? margins[best[0]] : best.count > 1 ? margins[best[1]] : min(-1, margins[entry])
            let margin = margins[entry]
            let signals = Calibration.signals(margin: margin, gap: abs(margin - rival), vector: vector)
            found.append(Candidate(entry: entry, margin: margin, signals: signals))
        }
    }
}
