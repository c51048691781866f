/// Everything that is left to chance, drawn from a seed: SplitMix64 (Steele, Lea, Flood 2014).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    /// Each `person` has dice of their own, so what one of them draws does not hang on how fast the others are.
    init(seed: UInt64, person: Int) {
        state = seed &+ UInt64(truncatingIfNeeded: person) &* 0xD1B5_4A32_D192_ED03
        _ = next()
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }

    /// True so often out of a hundred times.
    mutating func chance(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &self) < percent
    }

    mutating func one<Element>(of elements: [Element]) -> Element? {
        elements.randomElement(using: &self)
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    /// Exponentially distributed about its mean, as the pauses of people who do not know of each other are; at most
    /// four times as long.
    mutating func pause(mean: Duration) -> Duration {
        let unit = Double.random(in: 0..<1, using: &self)
        // The first terms of -ln(1 - x), which nobody will tell from the whole of it.
        let drawn = unit + unit * unit / 2 + unit * unit * unit * unit
        return mean * drawn
    }
}
