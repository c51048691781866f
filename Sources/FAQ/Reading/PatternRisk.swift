internal import Patterns

/// In how many ways a pattern could try to match from one place of a message: an upper bound.
///
/// What makes a pattern explode is the product of its choices. Where that is small whatever the text is, an attack would
/// find nothing.
struct PatternRisk {
    /// From here on a repetition is worth attacking.
    static let largeRepetition = 10

    /// Infinite where it is not known, or beyond counting.
    let ways: Double

    /// Whether no message makes the pattern give up or take long: far from the step limit at every place.
    var isHarmless: Bool { ways <= 2_500 }

    init(_ tree: PatternTree) {
        ways = Self.ways(tree)
    }

    private static func ways(_ tree: PatternTree) -> Double {
        switch tree {
        case .literal, .oneOf, .any, .one, .boundary: 1
        case .sequence(let items): items.reduce(1) { $0 * ways($1) }
        case .choice(let branches): ways(ofChoice: branches)
        case .repetition(let item, let min, let max): ways(of: item, min: min, max: max)
        case .atomic(let inside), .ahead(let inside), .notAhead(let inside), .behind(let inside),
            .notBehind(let inside):
            // Counted as if every way in were a way on.
            ways(inside)
        case .unknown: .infinity
        }
    }

    /// Branches that begin with different words exclude each other: at one place a text has one of them, and its beginnings.
    private static func ways(ofChoice branches: [PatternTree]) -> Double {
        let beginnings = branches.map { beginning($0) }
        let counts = branches.map { ways($0) }
        return beginnings.indices.map { index in
            let possible = beginnings.indices.filter { other in
                let (a, b) = (beginnings[index], beginnings[other])
                return a.starts(with: b) || b.starts(with: a)
            }
            return possible.reduce(0) { $0 + counts[$1] }
        }.max() ?? 1
    }

    private static func beginning(_ tree: PatternTree) -> [Unicode.Scalar] {
        switch tree {
        case .literal(let scalars): scalars
        case .sequence(let items): items.first { !$0.isCondition }.map { beginning($0) } ?? []
        case .atomic(let inside): beginning(inside)
        default: []
        }
    }

    private static func ways(of item: PatternTree, min: Int, max: Int?) -> Double {
        let inside = ways(item)
        // A normalised text has no two spaces in a row.
        let most = item.isSpace ? 1 : Swift.min(max ?? NormalText.lengthLimit, NormalText.lengthLimit)
        guard most > 0 else { return 1 }
        let least = Swift.min(min, most)
        guard inside > 1 else { return Double(most - least + 1) }
        var (sum, power) = (0.0, 1.0)
        for count in 0...most {
            if count >= least { sum += power }
            power *= inside
            if sum > 1e9 { return .infinity }
        }
        return sum
    }
}

extension PatternTree {
    fileprivate var isSpace: Bool {
        switch self {
        case .literal(let scalars): scalars == [" "]
        case .oneOf(let scalarClass): scalarClass.fewScalars == [" "]
        default: false
        }
    }

    fileprivate var isCondition: Bool {
        switch self {
        case .ahead, .notAhead, .behind, .notBehind, .boundary: true
        default: false
        }
    }
}
