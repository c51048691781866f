/// Finds every one of many strings in one pass over a text.
///
/// A. Aho, M. Corasick, "Efficient string matching" (1975), in the double array of J. Aoe (1989): the cell of a state's
/// successor is its base plus the byte, and belongs to it if it names it as owner. A step costs one cell, 16 bytes.
struct Automaton: Sendable {
    private struct Cell {
        /// Where the successors' cells are counted from.
        var base: Int32 = 0
        /// The state this one succeeds; -1 for a cell that is free.
        var owner: Int32 = -1
        /// The longest end of this state's string that begins another one.
        var fallback: Int32 = 0
        /// The longest string that ends here, or -1.
        var string: Int32 = -1
    }

    private var cells: [Cell]
    /// For each string the longest other one it ends with, or -1.
    private var endings: [Int32]

    init(_ trie: StringTrie) {
        var free = FreeCells()
        cells = []
        endings = Array(repeating: -1, count: trie.count)
        grow(to: 512, &free)
        cells[0].owner = 0
        var states = [Int32](repeating: 0, count: trie.nodes.count)
        var queue: [Int32] = [0]
        queue.reserveCapacity(trie.nodes.count)
        var children: [Int32] = []
        var head = 0
        while head < queue.count {
            let node = queue[head]
            head += 1
            children.removeAll(keepingCapacity: true)
            var child = trie.nodes[Int(node)].firstChild
            while child != 0 {
                children.append(child)
                child = trie.nodes[Int(child)].sibling
            }
            guard !children.isEmpty else { continue }
            let state = Int(states[Int(node)])
            let labels = children.map { Int(trie.nodes[Int($0)].label) }
            let base = place(labels, &free)
            cells[state].base = Int32(base)
            for (child, label) in zip(children, labels) {
                states[Int(child)] = Int32(base + label)
                free.take(base + label)
                cells[base + label].owner = Int32(state)
                link(base + label, from: state, label, string: trie.nodes[Int(child)].string)
            }
            queue.append(contentsOf: children)
        }
    }

    /// Calls `found` with the number of each string where it ends, the longest first.
    ///
    /// Once `found` says false, the shorter ones that end there are left out.
    @inline(__always)
    func scan(_ text: [UInt8], found: (Int) -> Bool) {
        let cells = cells.span
        let endings = endings.span
        var state = 0
        for byte in text {
            var next = Int(cells[state].base) + Int(byte)
            while cells[next].owner != Int32(truncatingIfNeeded: state) {
                if state == 0 {
                    next = 0
                    break
                }
                state = Int(cells[state].fallback)
                next = Int(cells[state].base) + Int(byte)
            }
            state = next
            var string = Int(cells[state].string)
            while string >= 0, found(string) { string = Int(endings[string]) }
        }
    }

    /// A base from which the cells of all labels are free.
    private mutating func place(_ labels: [Int], _ free: inout FreeCells) -> Int {
        var candidate = free.first
        for _ in 0..<FreeCells.tries where candidate != 0 {
            let base = candidate - labels[0]
            grow(to: base + 512, &free)
            if labels.allSatisfy({ cells[base + $0].owner < 0 }) { return base }
            candidate = free.next(after: candidate)
        }
        let base = cells.count
        grow(to: base + 512, &free)
        return base
    }

    /// Adds free cells. Every base must have 256 behind it.
    private mutating func grow(to count: Int, _ free: inout FreeCells) {
        guard count > cells.count else { return }
        free.add(cells.count..<count)
        cells.append(contentsOf: repeatElement(Cell(), count: count - cells.count))
    }

    private mutating func link(_ state: Int, from parent: Int, _ label: Int, string: Int32) {
        var fallback = 0
        if parent != 0 {
            var before = Int(cells[parent].fallback)
            while true {
                let next = Int(cells[before].base) + label
                if cells[next].owner == Int32(before), next != 0 {
                    fallback = next
                    break
                }
                if before == 0 { break }
                before = Int(cells[before].fallback)
            }
        }
        cells[state].fallback = Int32(fallback)
        cells[state].string = string >= 0 ? string : cells[fallback].string
        if string >= 0 { endings[Int(string)] = cells[fallback].string }
    }
}

/// The cells of a double array that are not taken, in order.
private struct FreeCells {
    /// How many cells are tried before new ones are added: more saves little space and much slows the building.
    static let tries = 24

    /// Neighbours in the list; 0 is none, and the first 256 cells, too low for a base, are never in it.
    private var following: [Int32] = []
    private var preceding: [Int32] = []
    private(set) var first = 0
    private var last = 0

    func next(after cell: Int) -> Int { Int(following[cell]) }

    mutating func add(_ range: Range<Int>) {
        for cell in range {
            following.append(0)
            preceding.append(Int32(last))
            guard cell >= 256 else { continue }
            if last == 0 { first = cell } else { following[last] = Int32(cell) }
            last = cell
        }
    }

    mutating func take(_ cell: Int) {
        guard cell >= 256 else { return }
        let (before, after) = (Int(preceding[cell]), Int(following[cell]))
        if before == 0 { first = after } else { following[before] = Int32(after) }
        if after == 0 { last = before } else { preceding[after] = Int32(before) }
    }
}
