/// Looks for a text that two patterns both match.
///
/// Two patterns that have nothing to do with each other share every text that has both matches in it, one behind the
/// other; that would tell an editor nothing. What is looked for is a text that one pattern matches as a whole while the
/// other matches it or a part of it.
package enum Overlap {
    /// The shortest normalised text that is so; of equally short ones any.
    ///
    /// Nil when there is none, when a pattern has something besides characters, classes, groups, choices, repetitions and
    /// boundaries, or when there are too many states: about `limit` of both patterns together are visited at most.
    package static func shortestShared(_ a: PatternTree, _ b: PatternTree, limit: Int = 1 << 20) -> String? {
        let alphabet = OverlapAlphabet([a, b])
        let found = [(a, b), (b, a)].compactMap { whole, part -> [Unicode.Scalar]? in
            guard let whole = PatternMachine(whole, alphabet, isSearching: false),
                let part = PatternMachine(part, alphabet, isSearching: true)
            else { return nil }
            var search = OverlapSearch(whole, part, alphabet, limit: limit)
            return search.run()
        }
        return found.min { $0.count < $1.count }.map { String(String.UnicodeScalarView($0)) }
    }
}

/// The search for the shortest text that two machines match: breadth first through the pairs of their states.
private struct OverlapSearch {
    /// What stands before a place.
    private enum Before: Int {
        case nothing, word, space, sign
    }

    /// What a boundary has asked of the place's other side.
    private enum Behind: Int {
        case anything, word, notWord, end

        /// Nil when both cannot be.
        func and(_ other: Behind) -> Behind? {
            switch (self, other) {
            case (.anything, _): other
            case (.notWord, .end), (.end, .notWord): .end
            default: self == other ? self : nil
            }
        }
    }

    private struct Node {
        var a: Int
        var b: Int
        var before: Before
        var behind: Behind
    }

    /// How a node was first reached.
    private struct Arrival {
        /// -1 for the beginning.
        var origin: Int32
        /// The letter that was taken, or -1.
        var letter: Int8
    }

    private let a: PatternMachine
    private let b: PatternMachine
    private let alphabet: OverlapAlphabet
    private var arrivals: [Arrival?]
    /// The nodes that are as many letters from the beginning as the one in hand, and those one letter farther.
    private var near: [Node] = []
    private var far: [Node] = []

    init(_ a: PatternMachine, _ b: PatternMachine, _ alphabet: OverlapAlphabet, limit: Int) {
        (self.a, self.b, self.alphabet) = (a, b, alphabet)
        let count = a.steps.count * b.steps.count * 16
        arrivals = Array(repeating: nil, count: count <= limit ? count : 0)
    }

    mutating func run() -> [Unicode.Scalar]? {
        guard !arrivals.isEmpty else { return nil }
        let first = Node(a: a.start, b: b.start, before: .nothing, behind: .anything)
        arrivals[place(of: first)] = Arrival(origin: -1, letter: -1)
        near = [first]
        while !near.isEmpty {
            // In order, so that of equally short texts the one with the earlier letters is found.
            var index = 0
            while index < near.count {
                if isEnd(near[index]) { return text(to: near[index]) }
                step(from: near[index])
                index += 1
            }
            // Only now: what a letter leads to may have been reached without one.
            for node in near { eat(from: node) }
            near = far
            far.removeAll(keepingCapacity: true)
        }
        return nil
    }

    private func place(of node: Node) -> Int {
        ((node.a * b.steps.count + node.b) * 4 + node.before.rawValue) * 4 + node.behind.rawValue
    }

    private func isEnd(_ node: Node) -> Bool {
        guard case .match = a.steps[node.a], case .match = b.steps[node.b] else { return false }
        return node.before != .nothing && node.before != .space && node.behind != .word
    }

    private mutating func step(from node: Node) {
        // The first machine goes on until it wants a letter, then the second.
        switch (a.steps[node.a], b.steps[node.b]) {
        case (.fork(let first, let second), _):
            for next in [first, second] { visit(from: node) { $0.a = next } }
        case (.boundary(let boundary, let next), _):
            if let behind = behind(boundary, node) {
                visit(from: node) { ($0.a, $0.behind) = (next, behind) }
            }
        case (_, .fork(let first, let second)):
            for next in [first, second] { visit(from: node) { $0.b = next } }
        case (_, .boundary(let boundary, let next)):
            if let behind = behind(boundary, node) {
                visit(from: node) { ($0.b, $0.behind) = (next, behind) }
            }
        case (.eat, .eat), (.match, _), (_, .match): break
        }
    }

    /// What must stand behind the node's place for a boundary to be there; nil when it cannot be.
    private func behind(_ boundary: PatternTree.Boundary, _ node: Node) -> Behind? {
        let isBehindWord = node.before == .word
        return switch boundary {
        case .word: node.behind.and(isBehindWord ? .notWord : .word)
        case .notWord: node.behind.and(isBehindWord ? .word : .notWord)
        case .end: node.behind.and(.end)
        case .start: node.before == .nothing ? node.behind : nil
        case .other: nil
        }
    }

    /// The letters that may come next: a normalised text has single spaces, and none at its ends.
    private func allowed(_ node: Node) -> OverlapAlphabet.Letters {
        let letters = node.before == .nothing || node.before == .space ? alphabet.all & ~alphabet.space : alphabet.all
        return switch node.behind {
        case .anything: letters
        case .word: letters & alphabet.words
        case .notWord: letters & ~alphabet.words
        case .end: 0
        }
    }

    /// Goes on with a letter that both machines take; of letters that differ in nothing but themselves the first is enough.
    private mutating func eat(from node: Node) {
        guard case .eat(let mine, let a) = a.steps[node.a], case .eat(let others, let b) = b.steps[node.b] else {
            return
        }
        let letters = mine & others & allowed(node)
        let kinds: [(Before, OverlapAlphabet.Letters)] = [
            (.word, letters & alphabet.words), (.space, letters & alphabet.space),
            (.sign, letters & ~alphabet.words & ~alphabet.space),
        ]
        for (before, letters) in kinds where letters != 0 {
            let next = Node(a: a, b: b, before: before, behind: .anything)
            if arrive(at: next, from: node, letter: letters.trailingZeroBitCount) { far.append(next) }
        }
    }

    private mutating func visit(from node: Node, _ change: (inout Node) -> Void) {
        var next = node
        change(&next)
        if arrive(at: next, from: node, letter: -1) { near.append(next) }
    }

    /// False when the node was reached before.
    private mutating func arrive(at next: Node, from node: Node, letter: Int) -> Bool {
        let place = place(of: next)
        guard arrivals[place] == nil else { return false }
        arrivals[place] = Arrival(origin: Int32(self.place(of: node)), letter: Int8(letter))
        return true
    }

    private func text(to node: Node) -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        var place = place(of: node)
        while place >= 0, let arrival = arrivals[place] {
            if arrival.letter >= 0 { scalars.append(alphabet.scalars[Int(arrival.letter)]) }
            place = Int(arrival.origin)
        }
        return scalars.reversed()
    }
}
