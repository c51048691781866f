import Foundation
import Ranker

/// What one set of questions said of the ranker.
struct RankRow {
    let set: String
    var examples: Int
    let entries: Int
    var asked = 0
    var rightFirst = 0
    var rightAmongThree = 0
    var rightWithTypo = 0
    /// Reached the threshold for a suggestion.
    var accepted = 0
    /// Seconds of processor time.
    var train: Double?
    var calibrate: Double?
    var asking = 0.0
    var outside: [Outside] = []

    init(set name: String, of set: RankSet) {
        self.set = name
        examples = set.examples.count
        entries = set.entries
    }

    mutating func count(_ answer: [Ranker.Ranked], for entry: Int, threshold: Double) {
        asked += 1
        rightFirst += answer.first?.entry == entry ? 1 : 0
        rightAmongThree += answer.contains { $0.entry == entry } ? 1 : 0
        accepted += (answer.first?.confidence ?? 0) >= threshold ? 1 : 0
    }

    /// How well the confidence tells questions inside from questions outside.
    struct Outside {
        let questions: Int
        /// That a question outside is less sure than one inside.
        let areaUnderCurve: Double
        /// Outside refused where 95 % inside are accepted.
        let recallAt95: Double
        /// Outside refused at the ranker's own threshold.
        let recallAtThreshold: Double

        init(inside: [Double], outside: [Double], threshold: Double) {
            func share(below limit: Double) -> Double {
                Double(outside.count { $0 < limit }) / Double(max(outside.count, 1))
            }
            let sorted = inside.sorted()
            questions = outside.count
            recallAt95 = share(below: sorted[sorted.count / 20])
            recallAtThreshold = share(below: threshold)
            let wins = outside.reduce(0.0) { sum, score in
                sum + inside.reduce(0.0) { $0 + (score < $1 ? 1 : score == $1 ? 0.5 : 0) }
            }
            areaUnderCurve = wins / Double(max(inside.count * outside.count, 1))
        }
    }
}
