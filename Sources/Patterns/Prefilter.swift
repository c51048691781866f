internal import Synchronization

/// Tells which of many rules a text could match at all, in one pass over the text.
///
/// Every rule is filed under the set of its need that the fewest texts have. When one of its strings is found, the other
/// sets are looked up among what the text has; a rule of which a set is missing cannot match.
package final class Prefilter: Sendable {
    /// What a text must contain for a rule to match: of every set at least one string, each in UTF-8.
    ///
    /// Without a set nothing is known, and the rule is always nominated.
    package struct Need: Sendable, Equatable {
        package var sets: [[[UInt8]]]

        package init(sets: [[[UInt8]]] = []) {
            self.sets = sets
        }
    }

    /// The rules without a string of two bytes to look for: they are nominated for every text.
    package let unfiltered: [Int]

    private let count: Int
    private let automaton: Automaton
    /// Where the records of each string's rules begin in `records`: those of string 3 are listed from `starts[3]`.
    private let starts: [Int32]
    private let filed: [Int32]
    /// A rule's number, how many sets it needs besides, and those: each its length and then its strings.
    private let records: [Int32]
    private let stringCount: Int
    private let pool = Mutex<[PrefilterNotes]>([])

    /// Needs and examples are of normalised texts. The examples show which strings are rare.
    package init(_ needs: [Need], examples: some Sequence<[UInt8]> = []) {
        var trie = StringTrie()
        let sets = needs.map { need in need.sets.compactMap { Self.strings(of: $0, &trie) } }
        let automaton = Automaton(trie)
        let frequencies = Self.frequencies(of: trie.count, in: examples, automaton)
        var records: [Int32] = []
        var filings: [(string: Int32, record: Int32)] = []
        var unfiltered: [Int] = []
        for (rule, sets) in sets.enumerated() {
            let ranked = sets.map { set in
                let frequency = set.reduce(0) { $0 + frequencies[Int($1)] }
                let shortest = set.map { trie.lengths[Int($0)] }.min() ?? 0
                return (set: set, frequency: frequency, shortest: shortest)
            }.sorted { ($0.frequency, -$0.shortest) < ($1.frequency, -$1.shortest) }
            guard let rarest = ranked.first else {
                unfiltered.append(rule)
                continue
            }
            filings += rarest.set.map { ($0, Int32(records.count)) }
            records += [Int32(rule), Int32(ranked.count - 1)]
            for other in ranked.dropFirst() { records += [Int32(other.set.count)] + other.set }
        }
        var starts = [Int32](repeating: 0, count: trie.count + 1)
        for filing in filings { starts[Int(filing.string) + 1] += 1 }
        for string in 0..<trie.count { starts[string + 1] += starts[string] }
        var places = starts
        var filed = [Int32](repeating: 0, count: filings.count)
        for filing in filings {
            filed[Int(places[Int(filing.string)])] = filing.record
            places[Int(filing.string)] += 1
        }
        count = needs.count
        stringCount = trie.count
        self.automaton = automaton
        self.unfiltered = unfiltered
        self.starts = starts
        self.filed = filed
        self.records = records
    }

    /// The positions of the rules that could match a normalised text, in order.
    package func nominated(in text: [UInt8]) -> [Int] {
        var notes = pool.withLock { $0.popLast() } ?? PrefilterNotes(strings: stringCount, rules: count)
        automaton.scan(Folding.folded(text) ?? text) { notes.strings.insert($0) }
        for string in notes.strings.found {
            for filing in starts[string]..<starts[string + 1] {
                let record = Int(filed[Int(filing)])
                if hasAll(record, notes.strings) { notes.rules.insert(Int(records[record])) }
            }
        }
        for rule in unfiltered { notes.rules.insert(rule) }
        notes.strings.removeAll()
        let nominated = notes.rules.takeAll()
        pool.withLock { $0.append(notes) }
        return nominated
    }

    /// Whether of each further set of a record a string was found.
    private func hasAll(_ record: Int, _ found: SparseSet) -> Bool {
        var place = record + 2
        for _ in 0..<records[record + 1] {
            let end = place + 1 + Int(records[place])
            place += 1
            while !found.contains(Int(records[place])) {
                place += 1
                if place == end { return false }
            }
            place = end
        }
        return true
    }

    /// Nil for a set that says too little: short strings are in nearly every text.
    private static func strings(of set: [[UInt8]], _ trie: inout StringTrie) -> [Int32]? {
        let folded = set.map { Folding.folded($0) ?? $0 }
        guard !folded.isEmpty, folded.allSatisfy({ $0.count >= 2 }) else { return nil }
        return folded.map { Int32(trie.insert($0)) }
    }

    /// In how many of the texts each string is.
    private static func frequencies(
        of count: Int, in examples: some Sequence<[UInt8]>, _ automaton: Automaton
    ) -> [Int] {
        var frequencies = [Int](repeating: 0, count: count)
        var found = SparseSet(size: count)
        for example in examples {
            automaton.scan(Folding.folded(example) ?? example) { found.insert($0) }
            for string in found.found { frequencies[string] += 1 }
            found.removeAll()
        }
        return frequencies
    }
}
