extension Ranker {
    /// Packs all that was learned, for the same program to unpack: it then ranks the same, to the last bit.
    package func pack(into packing: inout Packing) {
        vocabulary.pack(into: &packing)
        weighting.pack(into: &packing)
        model.pack(into: &packing)
        calibration.pack(into: &packing)
        packing.add(isSilent.map { $0 ? 1 as UInt8 : 0 })
    }

    /// Nil when what was packed is no ranker; no numbers, however wrong, make it trap when it is asked.
    package init?(unpacking: inout Unpacking) {
        guard let vocabulary = Vocabulary(unpacking: &unpacking),
            let weighting = Weighting(unpacking: &unpacking, features: vocabulary.count),
            let model = LinearModel(unpacking: &unpacking, features: vocabulary.count),
            let calibration = Calibration(unpacking: &unpacking),
            let silent = unpacking.numbers(model.entries, of: UInt8.self)
        else { return nil }
        self.init(vocabulary, weighting, model, calibration, isSilent: silent.map { $0 != 0 })
    }
}

extension Vocabulary {
    fileprivate func pack(into packing: inout Packing) { packing.add(inOrder) }

    fileprivate init?(unpacking: inout Unpacking) {
        guard let names = unpacking.numbers(of: UInt64.self), !names.contains(0) else { return nil }
        self.init()
        for name in names { _ = add(name) }
        guard count == names.count else { return nil }
    }
}

extension Weighting {
    fileprivate func pack(into packing: inout Packing) {
        packing.add(rarity)
        packing.add([unknown])
    }

    fileprivate init?(unpacking: inout Unpacking, features: Int) {
        guard let rarity = unpacking.numbers(features, of: Float.self),
            let unknown = unpacking.numbers(1, of: Float.self)
        else { return nil }
        self.init(rarity: rarity, unknown: unknown[0])
    }
}

extension LinearModel {
    fileprivate func pack(into packing: inout Packing) {
        packing.add([UInt64(entries)])
        packing.add(biases)
        packing.add([scale])
        packing.add(starts)
        packing.add(blocks)
        packing.add(weights)
    }

    fileprivate init?(unpacking: inout Unpacking, features: Int) {
        guard let entries = unpacking.numbers(1, of: UInt64.self).flatMap({ Int(exactly: $0[0]) }),
            let biases = unpacking.numbers(of: SIMD16<Float>.self), entries <= biases.count * Self.width,
            let scale = unpacking.numbers(1, of: Float.self),
            let starts = unpacking.numbers(features + 1, of: UInt32.self),
            let blocks = unpacking.numbers(of: UInt16.self),
            let weights = unpacking.numbers(blocks.count, of: SIMD16<Int16>.self),
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }), starts[features] == blocks.count,
            blocks.allSatisfy({ $0 < biases.count })
        else { return nil }
        self.init(entries: entries, biases: biases, scale: scale[0], starts: starts, blocks: blocks, weights: weights)
    }
}

extension Calibration {
    fileprivate func pack(into packing: inout Packing) {
        packing.add([first, later])
        packing.add([suggestionThreshold])
    }

    fileprivate init?(unpacking: inout Unpacking) {
        guard let signals = unpacking.numbers(2, of: Signals.self),
            let threshold = unpacking.numbers(1, of: Double.self)
        else { return nil }
        self.init(first: signals[0], later: signals[1], suggestionThreshold: threshold[0])
    }
}
