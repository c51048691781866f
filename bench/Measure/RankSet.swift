import Ranker

/// A set of labelled questions for measuring the ranker.
struct RankSet {
    let name: String
    let examples: [Ranker.Example]
    let entries: Int
    /// What each entry is called, in words.
    var titles: [String] = []

    func shuffled(seed: UInt64) -> [Ranker.Example] {
        var generator = SeededGenerator(seed: seed)
        return examples.shuffled(using: &generator)
    }

    /// Splits every entry into pseudo-entries of `size` examples, `count` of them.
    func split(into count: Int, of size: Int) -> RankSet {
        var groups: [[Ranker.Example]] = Array(repeating: [], count: entries)
        for example in shuffled(seed: 3) { groups[example.entry].append(example) }
        var chosen: [Ranker.Example] = []
        var next = 0
        var round = 0
        while next < count, groups.contains(where: { $0.count >= (round + 1) * size }) {
            for group in groups where group.count >= (round + 1) * size && next < count {
                chosen += group[(round * size)..<((round + 1) * size)].map { Ranker.Example($0.text, entry: next) }
                next += 1
            }
            round += 1
        }
        return RankSet(name: "\(next) × \(size)", examples: chosen, entries: next)
    }

    /// The fold of each example: as many of each entry in each fold, in a seeded order.
    func folds(_ count: Int, seed: UInt64) -> [Int] {
        var generator = SeededGenerator(seed: seed)
        var next = (0..<entries).map { _ in Int.random(in: 0..<count, using: &generator) }
        var fold = [Int](repeating: 0, count: examples.count)
        for index in examples.indices.shuffled(using: &generator) {
            let entry = examples[index].entry
            fold[index] = next[entry] % count
            next[entry] += 1
        }
        return fold
    }
}
