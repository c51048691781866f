import Foundation
import Ranker

/// `measure rank`: how good and how fast the ranker is on public sets of labelled questions.
struct RankMeasurement {
    private var sets = "../shared/data"
    private var isJSON = false

    init(arguments: [String]) {
        if let at = arguments.firstIndex(of: "--sets"), at + 1 < arguments.count { sets = arguments[at + 1] }
        isJSON = arguments.contains("--json")
    }

    func run() {
        let folder = RankSetFolder(path: sets)
        if let banking = folder.banking() {
            report(banking)
            report(banking.few(10, seed: 1))
            report(banking.few(5, seed: 1))
        }
        if let clinc = folder.clinc() {
            report(clinc.train)
            outside(clinc)
        }
    }

    func outside(_ clinc: RankSetFolder.Clinc) {
        let ranker = Ranker(clinc.train.examples, background: [])
        let inside = clinc.validation.map { ranker.rank($0.text, limit: 1).first }
        let scores = inside.map { $0?.confidence ?? 0 }.sorted()
        let outside = (clinc.outsideValidation).map { ranker.rank($0, limit: 1).first?.confidence ?? 0 }
        let outside2 = (clinc.outsideTrain).map { ranker.rank($0, limit: 1).first?.confidence ?? 0 }
        let right = zip(inside, clinc.validation).filter { $0?.entry == $1.entry }.count
        let threshold = scores[scores.count / 20]
        func auroc(_ outside: [Double]) -> Double {
            var wins = 0.0
            for score in outside { for other in scores { wins += score < other ? 1 : score == other ? 0.5 : 0 } }
            return wins / Double(outside.count * scores.count)
        }
        print(
            "val acc", Double(right) / Double(inside.count), "auroc", auroc(outside), auroc(outside2), "recall@95",
            Double(outside.filter { $0 < threshold }.count) / Double(outside.count),
            Double(outside2.filter { $0 < threshold }.count) / Double(outside2.count),
            "threshold", threshold, ranker.suggestionThreshold)
        let t = ranker.suggestionThreshold
        print(
            "at suggested: accepted", Double(scores.filter { $0 >= t }.count) / Double(scores.count), "oos recall",
            Double(outside.filter { $0 < t }.count) / Double(outside.count))
    }

    func report(_ set: RankSet) {
        let folds = set.folds(5, seed: 7)
        var top1 = 0
        var top3 = 0
        var asking = 0.0
        var train = 0.0
        for fold in 0..<5 {
            let start = cpu()
            let kept = set.examples.indices.filter { folds[$0] != fold }.map { set.examples[$0] }
            let ranker = Ranker(kept, background: [], isCalibrated: false)
            train += cpu() - start
            let asked = cpu()
            for index in set.examples.indices where folds[index] == fold {
                let ranked = ranker.rank(set.examples[index].text, limit: 3)
                if ranked.first?.entry == set.examples[index].entry { top1 += 1 }
                if ranked.contains(where: { $0.entry == set.examples[index].entry }) { top3 += 1 }
            }
            asking += cpu() - asked
        }
        let count = Double(set.examples.count)
        let start = cpu()
        _ = Ranker(set.examples, background: [])
        print(
            set.name, set.examples.count, set.entries, "top1", Double(top1) / count, "top3", Double(top3) / count,
            "train", train / 5, "full+cal", cpu() - start, "µs", asking / count * 1e6)
    }

    func cpu() -> Double {
        var t = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t)
        return Double(t.tv_sec) + Double(t.tv_nsec) / 1e9
    }
}
