/// The examples, and what is trained from some of them.
struct Folds {
    let texts: [CountedText]
    let labels: [Int]
    let entries: Int
    let features: Int

    func train(_ chosen: [Int]) -> (Weighting, LinearModel) {
        let weighting = Weighting(texts, chosen: chosen, features: features)
        let training = DualTraining(
            vectors: chosen.map { weighting.vector(texts[$0]) }, entries: chosen.map { labels[$0] }, features: features,
            cost: chosen.count < 100 ? 10 : 1)
        return (weighting, training.model(for: entries))
    }

    /// What five models say of the examples they were not trained from.
    func observations() -> [Calibration.Observation] {
        let count = 5
        var generator = SplitMix64(seed: 2)
        var order = Array(texts.indices)
        order.shuffle(using: &generator)
        var fold = [Int](repeating: 0, count: texts.count)
        for (place, index) in order.enumerated() { fold[index] = place % count }
        var entryOrder = Array(0..<entries)
        entryOrder.shuffle(using: &generator)
        var entryFold = [Int](repeating: 0, count: entries)
        for (place, entry) in entryOrder.enumerated() { entryFold[entry] = place % count }

        var observations: [Calibration.Observation] = []
        for left in 0..<count {
            let kept = texts.indices.filter { fold[$0] != left && entryFold[labels[$0]] != left }
            guard !kept.isEmpty else { continue }
            let (weighting, model) = train(kept)
            for index in texts.indices where fold[index] == left {
                let margins = model.margins(weighting.vector(texts[index]))
                var best = (entry: -1, first: -Float.infinity, second: -Float.infinity)
                for entry in margins.indices where entryFold[entry] != left {
                    if margins[entry] > best.first {
                        best = (entry, margins[entry], best.first)
                    } else if margins[entry] > best.second {
                        best.second = margins[entry]
                    }
                }
                guard best.entry >= 0 else { continue }
                observations.append(
                    Calibration.Observation(
                        signals: Calibration.signals(first: best.first, second: max(best.second, -2)),
                        isRight: best.entry == labels[index], isInside: entryFold[labels[index]] != left))
            }
        }
        return observations
    }
}
