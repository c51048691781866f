/// A pattern as states and steps between them (K. Thompson, "Regular expression search algorithm", 1968).
struct PatternMachine {
    enum Step {
        /// The pattern has matched.
        case match
        /// Takes one of the letters.
        case eat(OverlapAlphabet.Letters, next: Int)
        case fork(Int, Int)
        case boundary(PatternTree.Boundary, next: Int)
    }

    /// How many states a machine may have: one of a pattern of 500 characters has that many without large repetitions.
    static let sizeLimit = 1_000

    private(set) var steps: [Step] = [.match]
    private(set) var start = 0
    private let alphabet: OverlapAlphabet

    /// Something of the pattern that is not understood, or too many states.
    private struct Unsuitable: Error {}

    /// Matches all of a text, or searches it: then anything may stand before and behind.
    init?(_ tree: PatternTree, _ alphabet: OverlapAlphabet, isSearching: Bool) {
        self.alphabet = alphabet
        do throws(Unsuitable) {
            if isSearching { start = try loop(around: .any, before: start) }
            start = try add(tree, before: start)
            if isSearching { start = try loop(around: .any, before: start) }
        } catch {
            return nil
        }
    }

    private mutating func append(_ step: Step) throws(Unsuitable) -> Int {
        guard steps.count < Self.sizeLimit else { throw Unsuitable() }
        steps.append(step)
        return steps.count - 1
    }

    /// Adds the states of a tree in front of another state, and tells which comes first.
    private mutating func add(_ tree: PatternTree, before next: Int) throws(Unsuitable) -> Int {
        var next = next
        switch tree {
        case .literal(let scalars):
            for scalar in scalars.reversed() { next = try append(.eat(alphabet.letter(scalar), next: next)) }
        case .oneOf(let scalars): next = try append(.eat(alphabet.letters(of: scalars), next: next))
        case .any: next = try append(.eat(alphabet.all, next: next))
        case .sequence(let items): for item in items.reversed() { next = try add(item, before: next) }
        case .choice(let branches):
            var first: Int?
            for branch in branches.reversed() {
                let start = try add(branch, before: next)
                first = if let other = first { try append(.fork(start, other)) } else { start }
            }
            next = first ?? next
        case .repetition(let item, let min, let max):
            if let max {
                let end = next
                for _ in min..<max { next = try append(.fork(try add(item, before: next), end)) }
            } else {
                next = try loop(around: item, before: next)
            }
            for _ in 0..<min {
                let before = next
                next = try add(item, before: next)
                // What takes nothing may be repeated without end.
                if next == before { break }
            }
        case .boundary(.other), .one, .atomic, .ahead, .notAhead, .behind, .notBehind, .unknown: throw Unsuitable()
        case .boundary(let boundary): next = try append(.boundary(boundary, next: next))
        }
        return next
    }

    private mutating func loop(around item: PatternTree, before next: Int) throws(Unsuitable) -> Int {
        let fork = try append(.fork(next, next))
        steps[fork] = .fork(try add(item, before: fork), next)
        return fork
    }
}
