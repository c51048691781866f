import Foundation
import Ranker

/// `measure rank`: how good, how sure and how fast the ranker is on public sets of labelled questions.
struct RankMeasurement {
    private var sets = "../shared/data"
    private let isJSON: Bool

    init(arguments: [String]) {
        if let at = arguments.firstIndex(of: "--sets"), at + 1 < arguments.count { sets = arguments[at + 1] }
        isJSON = arguments.contains("--json")
    }

    func run() {
        let folder = RankSetFolder(path: sets)
        let report = RankReport(isJSON: isJSON)
        report.printHead()
        var rows: [RankRow] = []
        func add(_ row: RankRow) {
            report.print(row)
            rows.append(row)
        }
        let banking = folder.banking()
        if let banking {
            add(crossValidated(banking))
            add(crossValidated(banking, folds: 20))
            add(few(banking, 10))
            add(few(banking, 5))
            for count in [0, 1, 3, 5, 10] { add(few(banking, count, hasTitles: true)) }
            add(crossValidated(banking, hasTitles: true))
            add(size(banking.split(into: 80, of: 6)))
        } else {
            report.printAbsent("banking77/train.csv", in: sets)
        }
        if let clinc = folder.clinc() {
            add(crossValidated(clinc.train))
            add(few(clinc.train, 10))
            add(few(clinc.train, 5))
            add(outside(clinc))
            add(size(clinc.train.split(into: 1_000, of: 6)))
        } else {
            report.printAbsent("clinc150/train_val.json", in: sets)
        }
        if isJSON { print(report.json(rows)) }
    }

    /// Cross-validation, stratified: each question is asked of a ranker that never saw it.
    ///
    /// Of twenty folds a ranker learns from 95 % of the examples, which is nearer to what one in use has than 80 %.
    private func crossValidated(_ set: RankSet, folds count: Int = 5, hasTitles: Bool = false) -> RankRow {
        let folds = set.folds(count, seed: 7)
        let name = set.name + (count == 5 ? "" : ", \(count) folds") + (hasTitles ? ", and titles" : "")
        var row = RankRow(set: name, of: set)
        for fold in 0..<count {
            let kept = set.examples.indices.filter { folds[$0] != fold }.map { set.examples[$0] }
            let asked = set.examples.indices.filter { folds[$0] == fold }.map { set.examples[$0] }
            ask(asked, of: kept, background: hasTitles ? set.titles : [], into: &row)
        }
        row.train = Self.seconds { _ = Ranker(set.examples, background: [], isCalibrated: false) }
        row.calibrate = Self.seconds { _ = Ranker(set.examples, background: []) } - (row.train ?? 0)
        return row
    }

    /// Five draws of `count` examples for each entry; 4,000 of the other questions are asked.
    private func few(_ set: RankSet, _ count: Int, hasTitles: Bool = false) -> RankRow {
        var row = RankRow(set: "\(set.name), \(count) each" + (hasTitles ? ", and titles" : ""), of: set)
        row.examples = count * set.entries
        for draw in 1...5 as ClosedRange<UInt64> {
            var taken = [Int](repeating: 0, count: set.entries)
            var (kept, asked): ([Ranker.Example], [Ranker.Example]) = ([], [])
            for example in set.shuffled(seed: 100 + draw) {
                taken[example.entry] += 1
                if taken[example.entry] <= count { kept.append(example) } else { asked.append(example) }
            }
            ask(Array(asked.prefix(4_000)), of: kept, background: hasTitles ? set.titles : [], into: &row)
        }
        return row
    }

    private func ask(
        _ questions: [Ranker.Example], of examples: [Ranker.Example], background: [String], into row: inout RankRow
    ) {
        var ranker = Ranker([], background: [])
        let train = Self.seconds { ranker = Ranker(examples, background: background, isCalibrated: false) }
        let both = Self.seconds { ranker = Ranker(examples, background: background) }
        row.train = min(row.train ?? .infinity, train)
        row.calibrate = min(row.calibrate ?? .infinity, both - train)
        var answers: [[Ranker.Ranked]] = []
        row.asking += Self.seconds { answers = questions.map { ranker.rank($0.text, limit: 3) } }
        var generator = SeededGenerator(seed: 5)
        for (question, answer) in zip(questions, answers) {
            row.count(answer, for: question.entry, threshold: ranker.suggestionThreshold)
            let typed = question.text.withTypo(using: &generator)
            if ranker.rank(typed, limit: 1).first?.entry == question.entry { row.rightWithTypo += 1 }
        }
    }

    /// Trained and calibrated from the training half; the validation half and both halves of the questions outside are asked.
    private func outside(_ clinc: RankSetFolder.Clinc) -> RankRow {
        let ranker = Ranker(clinc.train.examples, background: [])
        var row = RankRow(set: "CLINC150, validation half", of: clinc.train)
        var inside: [Double] = []
        for question in clinc.validation {
            let answer = ranker.rank(question.text, limit: 3)
            row.count(answer, for: question.entry, threshold: ranker.suggestionThreshold)
            inside.append(answer.first?.confidence ?? 0)
        }
        row.outside = [clinc.outsideValidation, clinc.outsideTrain].map { questions in
            let outside = questions.map { ranker.rank($0, limit: 1).first?.confidence ?? 0 }
            return RankRow.Outside(inside: inside, outside: outside, threshold: ranker.suggestionThreshold)
        }
        return row
    }

    /// Only the time: the entries are made up, each from a few examples of one that is real.
    private func size(_ set: RankSet) -> RankRow {
        var row = RankRow(set: "\(set.entries) × 6", of: set)
        row.train = Self.seconds { _ = Ranker(set.examples, background: [], isCalibrated: false) }
        var ranker = Ranker([], background: [])
        row.calibrate = Self.seconds { ranker = Ranker(set.examples, background: []) } - (row.train ?? 0)
        row.asked = 1_000
        row.asking = Self.seconds {
            for example in set.examples.prefix(1_000) { _ = ranker.rank(example.text, limit: 3) }
        }
        return row
    }

    /// Of processor time: the machine may be busy with other things.
    private static func seconds(_ work: () -> Void) -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        work()
        return now() - start
    }
}

extension String {
    /// With one letter left out, put in, put in place of another, or changed over with the next.
    fileprivate func withTypo(using generator: inout SeededGenerator) -> String {
        var letters = Array(self)
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
        guard let at = letters.indices.filter({ letters[$0].isLetter }).randomElement(using: &generator),
            let other = alphabet.randomElement(using: &generator)
        else { return self }
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: letters.remove(at: at)
        case 1: letters.insert(other, at: at)
        case 2: letters[at] = other
        default: letters.swapAt(at, Swift.min(at + 1, letters.count - 1))
        }
        return String(letters)
    }
}
