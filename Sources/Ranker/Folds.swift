/// The texts that a ranker learns from, and what is trained from some of them.
struct Folds {
    let texts: [CountedText]
    let labels: [Int]
    let entries: Int
    let features: Int

    func train(_ chosen: [Int]) -> (Weighting, LinearModel) {
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

    /// What models say of questions they were not trained from: each fold leaves out a fifth of the examples, and all the
    /// examples of a tenth of the entries, which stand in for questions outside.
    ///
    /// `examples` of the texts are examples; the rest is background, and not asked.
    func observations(examples: Int) -> [Calibration.Observation] {
        var generator = SplitMix64(seed: 2)
        let exampleFold = Self.deal(examples, among: 5, using: &generator)
        let entryFold = Self.deal(entries, among: 10, using: &generator)
        // Some hundred questions say enough of five numbers; more would only take time, and an editor waits for it.
        let rounds = min(5, 1_200 / max(examples, 1) + 1)
        var observations: [Calibration.Observation] = []
        for round in 0..<rounds {
            func isOutside(_ entry: Int) -> Bool { entryFold[entry] == round }
            let kept = texts.indices.filter {
                !isOutside(labels[$0]) && ($0 >= examples || exampleFold[$0] != round)
            }
            guard !kept.isEmpty else { continue }
            let (weighting, model) = train(kept)
            // Those with nothing left are outside too: they cannot be found.
            var isInside = [Bool](repeating: false, count: entries)
            for index in kept { isInside[labels[index]] = true }
            for index in 0..<examples where isOutside(labels[index]) || exampleFold[index] == round {
                let vector = weighting.vector(texts[index])
                let candidates = Candidates(
                    model.margins(vector), vector: vector, limit: 3, isExcluded: { !isInside[$0] })
                for (place, candidate) in candidates.found.enumerated() {
                    observations.append(
                        Calibration.Observation(
                            signals: candidate.signals, isFirst: place == 0, isRight: candidate.entry == labels[index],
                            isInside: isInside[labels[index]]))
                }
            }
        }
        return observations
    }

    /// The share each of `count` falls to, at random and as evenly as can be.
    private static func deal(_ count: Int, among shares: Int, using generator: inout SplitMix64) -> [Int] {
        var dealt = [Int](repeating: 0, count: count)
        for (place, index) in (0..<count).shuffled(using: &generator).enumerated() { dealt[index] = place % shares }
        return dealt
    }
}
