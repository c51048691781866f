internal import Patterns

/// Makes short texts that a pattern is likely to match, from its tree.
///
/// Conditions on what stands around a place are not looked at, so a text must be tried before anything is said of it.
struct PatternExamples {
    private let tree: PatternTree
    /// Characters worth trying, those first that most places of the pattern can hold: of two repetitions that can match
    /// the same text it is the common characters that make them try every way to share it.
    private let favourites: [Unicode.Scalar]

    init(_ tree: PatternTree) {
        self.tree = tree
        var places: [PatternTree] = []
        Self.collectPlaces(of: tree, &places)
        var scalars = Array("a1 -._/=%&?@<'0ex".unicodeScalars)
        for case .oneOf(let scalarClass) in places { scalars += scalarClass.fewScalars ?? [] }
        for case .literal(let text) in places { scalars += text.prefix(2) }
        // Of characters that the same places can hold, one stands for all.
        var seen = Set<[Int]>()
        var kinds: [(scalar: Unicode.Scalar, score: Int)] = []
        for scalar in scalars {
            let fitting = places.indices.filter { Self.holds(places[$0], scalar) }
            if seen.insert(fitting).inserted { kinds.append((scalar, fitting.count)) }
        }
        favourites = kinds.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
            .map(\.element.scalar)
    }

    /// A text for the whole pattern. Each variant chooses other branches and characters; the odd ones leave nothing out.
    func text(_ variant: Int) -> String {
        var text = String.UnicodeScalarView()
        append(tree, variant, &text)
        return String(text)
    }

    /// For each part that may be repeated often: a text that leads to it, and texts that it may repeat.
    func repetitions() -> [(before: String, parts: [String])] {
        var found: [(before: String, parts: [String])] = []
        var before = String.UnicodeScalarView()
        collect(tree, &before, &found)
        return found
    }

    private func collect(
        _ tree: PatternTree, _ before: inout String.UnicodeScalarView,
        _ found: inout [(before: String, parts: [String])]
    ) {
        switch tree {
        case .sequence(let items):
            for item in items {
                collect(item, &before, &found)
                append(item, 0, &before)
            }
        case .choice(let branches):
            for branch in branches {
                var own = before
                collect(branch, &own, &found)
            }
        case .repetition(let item, _, let max):
            if max.map({ $0 >= PatternRisk.largeRepetition }) ?? true {
                let parts = (0..<4).map { variant in
                    var part = String.UnicodeScalarView()
                    append(item, variant, &part)
                    return String(part)
                }
                found.append((String(before), parts))
            }
            var own = before
            collect(item, &own, &found)
        case .atomic(let inside), .ahead(let inside), .notAhead(let inside):
            var own = before
            collect(inside, &own, &found)
        default: break
        }
    }

    private func append(_ tree: PatternTree, _ variant: Int, _ text: inout String.UnicodeScalarView) {
        switch tree {
        case .literal(let scalars): text.append(contentsOf: scalars)
        case .oneOf, .any, .one: text.append(character(for: tree, rank: variant / 2))
        case .sequence(let items): for item in items { append(item, variant, &text) }
        case .choice(let branches):
            if !branches.isEmpty { append(branches[variant % branches.count], variant, &text) }
        case .repetition(let item, let min, _):
            // More than a few are never needed, and a pattern could ask for millions. What may stand between two words
            // does.
            let least = item == .any ? 1 : variant % 2
            for _ in 0..<Swift.min(Swift.max(min, least), 12) { append(item, variant, &text) }
        case .atomic(let inside): append(inside, variant, &text)
        case .ahead, .notAhead, .behind, .notBehind, .boundary, .unknown: break
        }
    }

    private func character(for place: PatternTree, rank: Int) -> Unicode.Scalar {
        // A point may be anything, and what stands between two words is a space.
        if case .any = place, rank == 0 { return " " }
        let fitting = favourites.lazy.filter { Self.holds(place, $0) }.prefix(rank + 1)
        if let last = Array(fitting).last { return last }
        guard case .oneOf(let scalarClass) = place, !scalarClass.isNegated else { return "a" }
        for case .range(let range) in scalarClass.members {
            if let first = Unicode.Scalar(range.lowerBound) { return first }
        }
        return "a"
    }

    private static func holds(_ place: PatternTree, _ scalar: Unicode.Scalar) -> Bool {
        switch place {
        case .oneOf(let scalarClass): scalarClass.contains(scalar)
        case .literal(let scalars): scalars.contains(scalar)
        case .any, .one: true
        default: false
        }
    }

    private static func collectPlaces(of tree: PatternTree, _ places: inout [PatternTree]) {
        switch tree {
        case .literal, .oneOf, .any, .one: places.append(tree)
        case .sequence(let items), .choice(let items): for item in items { collectPlaces(of: item, &places) }
        case .repetition(let inside, _, _), .atomic(let inside), .ahead(let inside), .notAhead(let inside),
            .behind(let inside), .notBehind(let inside):
            collectPlaces(of: inside, &places)
        case .boundary, .unknown: break
        }
    }
}
