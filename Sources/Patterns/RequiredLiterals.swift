/// The strings a normalised text must contain for a pattern to match: of every set at least one.
///
/// Found as R. Cox describes for trigrams ("Regular Expression Matching with a Trigram Index", 2012), with whole strings:
/// what a part matches exactly is joined to what follows it while that stays small, and otherwise becomes a set.
package struct RequiredLiterals: Equatable, Sendable {
    /// In UTF-8. No set has a string of fewer than two bytes; none at all means that nothing is known.
    package private(set) var sets: [[[UInt8]]]

    package init(_ tree: PatternTree) {
        var part = Part(tree)
        part.flush()
        sets = part.needs
    }

    /// How many strings a part may match exactly, and how long they may be, in bytes.
    private static let exactLimit = (strings: 16, bytes: 24)
    /// How many strings one set may have.
    private static let setLimit = 256
    /// How many sets are kept. More would only be read again for every message.
    private static let setsLimit = 8

    /// What is known of one part of the pattern.
    private struct Part {
        /// All strings it can match, when they are few.
        var exact: [[UInt8]]?
        /// Sets that the text must have besides.
        var needs: [[[UInt8]]] = []

        static let nothing = Part(exact: [[]])
        static let unknown = Part(exact: nil)

        init(exact: [[UInt8]]?, needs: [[[UInt8]]] = []) {
            self.exact = exact
            self.needs = needs
        }

        init(_ tree: PatternTree) {
            switch tree {
            case .literal(let scalars): self = Part(exact: [Array(String(String.UnicodeScalarView(scalars)).utf8)])
            case .oneOf(let scalars): self = Part(exact: scalars.fewScalars?.map { Array(String($0).utf8) })
            case .any, .one, .unknown: self = .unknown
            case .sequence(let items): self = Self.sequence(items)
            case .choice(let branches): self = Self.choice(branches.map { Part($0) })
            case .repetition(let item, let min, let max): self = Part(item).repeated(min: min, max: max)
            case .atomic(let inside): self = Part(inside)
            case .ahead(let inside), .behind(let inside):
                var part = Part(inside)
                part.flush()
                self = Part(exact: [[]], needs: part.needs)
            case .notAhead, .notBehind, .boundary: self = .nothing
            }
        }

        static func sequence(_ items: [PatternTree]) -> Part {
            var result = Part.nothing
            var isExact = true
            for item in items {
                let part = Part(item)
                let before = result.exact ?? [[]]
                result.add(part.needs)
                guard let exact = part.exact else {
                    result.flush()
                    isExact = false
                    continue
                }
                if let crossed = crossed(before, exact) {
                    result.exact = crossed
                } else {
                    result.flush()
                    result.exact = exact
                    isExact = false
                }
            }
            if !isExact { result.flush() }
            return result
        }

        static func choice(_ branches: [Part]) -> Part {
            let exacts = branches.compactMap(\.exact)
            if exacts.count == branches.count {
                let union = RequiredLiterals.distinct(exacts.flatMap { $0 })
                if union.count <= exactLimit.strings { return Part(exact: union) }
            }
            var union: [[UInt8]] = []
            for branch in branches {
                var branch = branch
                branch.flush()
                guard let best = branch.needs.max(by: { weight($0) < weight($1) }) else { return .unknown }
                union += best
            }
            var result = Part.unknown
            result.add([RequiredLiterals.distinct(union)])
            return result
        }

        func repeated(min: Int, max: Int?) -> Part {
            if max == 0 { return .nothing }
            guard let exact else { return min == 0 ? .unknown : self }
            if exact == [[]] { return min == 0 ? .nothing : self }
            // Spaces are single ones in a normalised text.
            if exact == [RequiredLiterals.space] { return Part(exact: min == 0 ? [[], exact[0]] : exact, needs: []) }
            if min == 0 {
                return max == 1 ? Part(exact: RequiredLiterals.distinct([[]] + exact)) : .unknown
            }
            var all = exact
            var isExact = max == min
            for _ in 1..<Swift.max(min, 1) {
                guard let crossed = Self.crossed(all, exact) else {
                    isExact = false
                    break
                }
                all = crossed
            }
            var result = Part(exact: all, needs: needs)
            if !isExact { result.flush() }
            return result
        }

        /// Turns what is matched exactly into a need; from then on it is not exact.
        mutating func flush() {
            if let exact { add([exact]) }
            exact = nil
        }

        private mutating func add(_ sets: [[[UInt8]]]) {
            for set in sets where set.count <= setLimit && set.allSatisfy({ $0.count >= 2 }) {
                let cut = RequiredLiterals.shortest(of: set.map { Array($0.prefix(exactLimit.bytes)) })
                if !needs.contains(cut) { needs.append(cut) }
            }
            if needs.count > setsLimit {
                needs = Array(needs.sorted { Self.weight($0) > Self.weight($1) }.prefix(setsLimit))
            }
        }

        /// Nil when the strings would be too many or too long.
        private static func crossed(_ left: [[UInt8]], _ right: [[UInt8]]) -> [[UInt8]]? {
            if right == [[]] { return left }
            guard left.count * right.count <= exactLimit.strings else { return nil }
            let longest = (left.map(\.count).max() ?? 0) + (right.map(\.count).max() ?? 0)
            // A single long string is cut only when it becomes a need.
            guard left == [[]] || longest <= exactLimit.bytes else { return nil }
            return RequiredLiterals.distinct(left.flatMap { head in right.map { head + $0 } })
        }

        /// How much a set is likely to keep out: long strings do, many let in.
        private static func weight(_ set: [[UInt8]]) -> Int {
            (set.map(\.count).min() ?? 0) * 64 - set.count
        }
    }

    private static let space: [UInt8] = [0x20]

    /// Without the strings that contain another one: where they are, that one is too.
    private static func shortest(of strings: [[UInt8]]) -> [[UInt8]] {
        let strings = distinct(strings)
        guard strings.count > 1, strings.count <= 2 * exactLimit.strings else { return strings }
        return strings.filter { whole in
            !strings.contains { part in
                part.count < whole.count
                    && (0...whole.count - part.count).contains { whole[$0...].starts(with: part) }
            }
        }
    }

    private static func distinct(_ strings: [[UInt8]]) -> [[UInt8]] {
        guard strings.count > 1 else { return strings }
        var seen = Set<[UInt8]>()
        return strings.filter { seen.insert($0).inserted }
    }
}
