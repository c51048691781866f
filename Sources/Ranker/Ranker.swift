/// A linear classifier that orders entries by how much a question is like their examples.
package struct Ranker: Sendable {
    package struct Example: Sendable {
        package let text: String
        /// From 0.
        package let entry: Int

        package init(_ text: String, entry: Int) {
            self.text = text
            self.entry = entry
        }
    }

    /// An entry with how well it fits.
    package struct Ranked: Sendable, Equatable {
        package let entry: Int
        /// The classifier's own measure; comparable within one question.
        package let score: Double
        /// How likely it is that a question scored like this belongs to the entry; 0 to 1.
        package let confidence: Double
    }

    private let vocabulary: Vocabulary
    private let weighting: Weighting
    private let model: LinearModel
    private let calibration: Calibration

    /// `background` is what the entries themselves say, for those with few examples.
    package init(_ examples: [Example], background: [String], isCalibrated: Bool = true) {
        var vocabulary = Vocabulary()
        let texts = examples.map { CountedText($0.text, learning: &vocabulary) }
        let labels = examples.map(\.entry)
        let entries = max((labels.max() ?? -1) + 1, background.count)
        let folds = Folds(texts: texts, labels: labels, entries: entries, features: vocabulary.count)
        (weighting, model) = folds.train(Array(texts.indices))
        calibration = isCalibrated ? Calibration(folds.observations()) : Calibration()
        self.vocabulary = vocabulary
    }

    /// The confidence that about 95 % of the questions inside the FAQ reach.
    package var suggestionThreshold: Double { calibration.suggestionThreshold }

    /// The entries that fit best, the best first, at most `limit`.
    package func rank(_ text: String, limit: Int) -> [Ranked] {
        let vector = weighting.vector(CountedText(text, in: vocabulary))
        guard !vector.values.isEmpty, limit > 0 else { return [] }
        let margins = model.margins(vector)
        var best: [Int] = []
        for entry in margins.indices {
            if best.count == max(limit, 2), margins[entry] <= margins[best[best.count - 1]] { continue }
            let place = best.firstIndex { margins[$0] < margins[entry] } ?? best.count
            best.insert(entry, at: place)
            if best.count > max(limit, 2) { best.removeLast() }
        }
        var left = 1.0
        return best.prefix(limit).enumerated().map { place, entry in
            let next = place + 1 < best.count ? margins[best[place + 1]] : -1
            let signals = Calibration.signals(first: margins[entry], second: place == 0 ? next : margins[best[0]])
            let confidence = min(calibration.confidence(signals), left)
            left = confidence
            return Ranked(entry: entry, score: Double(margins[entry]), confidence: confidence)
        }
    }
}
