internal import Dispatch
internal import Synchronization

/// The texts that a ranker learns from, and what is trained from some of them.
struct Folds {
    let texts: [CountedText]
    let labels: [Int]
    let entries: Int
    let features: Int

    /// What is trained from all the texts, and what models say of questions they were not trained from.
    struct Learned {
        let weighting: Weighting
        let model: LinearModel
        let observations: [Calibration.Observation]
    }

    /// Trains from all the texts; for the calibration also without some of them, when so many of the texts are examples.
    ///
    /// The processors share the trainings. None knows of another, so the outcome is the same however they are dealt out.
    func learn(calibratingBy examples: Int?) -> Learned {
        let rounds = examples.map { calibrationRounds(examples: $0) } ?? []
        let trained = Mutex<(Weighting, LinearModel)?>(nil)
        let observed = Mutex([[Calibration.Observation]](repeating: [], count: rounds.count))
        DispatchQueue.concurrentPerform(iterations: 1 + rounds.count) { job in
            if job == 0 {
                let all = train(Array(texts.indices))
                trained.withLock { $0 = all }
            } else {
                let observations = observations(in: rounds[job - 1])
                observed.withLock { $0[job - 1] = observations }
            }
        }
        guard let (weighting, model) = trained.withLock({ $0 }) else {
            preconditionFailure("Each of the jobs was done.")
        }
        return Learned(
            weighting: weighting, model: model, observations: observed.withLock { Array($0.joined()) })
    }

    private func train(_ chosen: [Int]) -> (Weighting, LinearModel) {
        let weighting = Weighting(texts, labels: labels, entries: entries, chosen: chosen, features: features)
        let vectors = chosen.map { weighting.vector(texts[$0]) }
        let own = chosen.map { labels[$0] }
        // With few examples of each, entries learn more when weighed against one another; with many, less, and slowly.
        // All the texts decide, not the chosen: confidence is fitted on margins of the same kind as it is used for.
        if texts.count < 20 * entries, entries <= 256 {
            let training = SoftmaxTraining(vectors: vectors, labels: own, entries: entries, features: features)
            return (weighting, training.model())
        }
        let training = DualTraining(vectors: vectors, labels: own, entries: entries, features: features)
        return (weighting, training.model())
    }

    /// A model to be trained from some texts, and the examples to be asked of it.
    private struct Round {
        let kept: [Int]
        let asked: [Int]
    }

    /// Each leaves out a fifth of the examples, and all the examples of a tenth of the entries, which stand in for
    /// questions outside.
    ///
    /// `examples` of the texts are examples; the rest is background, and not asked.
    private func calibrationRounds(examples: Int) -> [Round] {
        var generator = SplitMix64(seed: 2)
        let exampleFold = Self.deal(examples, among: 5, using: &generator)
        let entryFold = Self.deal(entries, among: 10, using: &generator)
        // Some hundred questions say enough of five numbers; more would only take time, and an editor waits for it.
        let count = min(5, 1_200 / max(examples, 1) + 1)
        return (0..<count).compactMap { round in
            func isOutside(_ entry: Int) -> Bool { entryFold[entry] == round }
            let kept = texts.indices.filter {
                !isOutside(labels[$0]) && ($0 >= examples || exampleFold[$0] != round)
            }
            let asked = (0..<examples).filter { isOutside(labels[$0]) || exampleFold[$0] == round }
            return kept.isEmpty ? nil : Round(kept: kept, asked: asked)
        }
    }

    private func observations(in round: Round) -> [Calibration.Observation] {
        let (weighting, model) = train(round.kept)
        // Those with nothing left are outside too: they cannot be found.
        var isInside = [Bool](repeating: false, count: entries)
        for index in round.kept { isInside[labels[index]] = true }
        return round.asked.flatMap { index in
            let vector = weighting.vector(texts[index])
            let candidates = Candidates(
                model.margins(vector), vector: vector, limit: 3, isExcluded: { !isInside[$0] })
            return candidates.found.enumerated().map { place, candidate in
                Calibration.Observation(
                    signals: candidate.signals, isFirst: place == 0, isRight: candidate.entry == labels[index],
                    isInside: isInside[labels[index]])
            }
        }
    }

    /// The share each of `count` falls to, at random and as evenly as can be.
    private static func deal(_ count: Int, among shares: Int, using generator: inout SplitMix64) -> [Int] {
        var dealt = [Int](repeating: 0, count: count)
        for (place, index) in (0..<count).shuffled(using: &generator).enumerated() { dealt[index] = place % shares }
        return dealt
    }
}
