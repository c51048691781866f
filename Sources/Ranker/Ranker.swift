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

    let vocabulary: Vocabulary
    let weighting: Weighting
    let model: LinearModel
    let calibration: Calibration
    /// By entry: nobody has said anything of it, so nothing can be like it.
    private(set) var isSilent: [Bool]

    init(
        _ vocabulary: Vocabulary, _ weighting: Weighting, _ model: LinearModel, _ calibration: Calibration,
        isSilent: [Bool]
    ) {
        self.vocabulary = vocabulary
        self.weighting = weighting
        self.model = model
        self.calibration = calibration
        self.isSilent = isSilent
    }

    /// `background` is what each entry itself says, its question and its answer: every sentence is one more example of an entry
    /// that has few. Without calibration the order is the same, and the confidences are rough.
    package init(_ examples: [Example], background: [String], isCalibrated: Bool = true) {
        let entries = max((examples.map(\.entry).max() ?? -1) + 1, background.count)
        let all = examples + Background(background, beside: examples, entries: entries).examples
        var vocabulary = Vocabulary()
        let texts = all.map { CountedText($0.text, learning: &vocabulary) }
        let folds = Folds(texts: texts, labels: all.map(\.entry), entries: entries, features: vocabulary.count)
        let learned = folds.learn(calibratingBy: isCalibrated ? examples.count : nil)
        (weighting, model) = (learned.weighting, learned.model)
        calibration = isCalibrated ? Calibration(learned.observations) : Calibration()
        isSilent = (0..<entries).map { _ in true }
        for example in all { isSilent[example.entry] = false }
        self.vocabulary = vocabulary
    }

    /// How many entries it ranks, from 0.
    package var entries: Int { model.entries }

    /// The confidence that about 95 % of the questions reach that do belong to an entry.
    package var suggestionThreshold: Double { calibration.suggestionThreshold }

    /// The entries that fit best, the best first, at most `limit`; none when nothing of the text is known.
    package func rank(_ text: String, limit: Int) -> [Ranked] {
        let vector = weighting.vector(CountedText(text, in: vocabulary))
        guard !vector.values.isEmpty, limit > 0 else { return [] }
        var isFirst = true
        var bound = 1.0
        let candidates = Candidates(model.margins(vector), vector: vector, limit: limit) { isSilent[$0] }
        return candidates.found.map { candidate in
            // No more than those before it, nor than they have left.
            let confidence = min(bound, calibration.confidence(candidate.signals, isFirst: isFirst))
            bound = isFirst ? min(confidence, 1 - confidence) : min(bound - confidence, confidence)
            isFirst = false
            return Ranked(entry: candidate.entry, score: Double(candidate.margin), confidence: confidence)
        }
    }
}
