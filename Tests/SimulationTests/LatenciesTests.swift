import Simulation
import Testing

@Suite struct LatenciesTests {
    @Test func quantilesAreWithinThreeInAHundredOfTheTruth() {
        var latencies = Latencies()
        for microseconds in 1...100_000 { latencies.add(.microseconds(microseconds)) }
        #expect(latencies.count == 100_000)
        #expect(latencies.longest == .milliseconds(100))
        for (thousandths, truth) in [(1, 100.0), (500, 50_000), (990, 99_000), (1000, 100_000)] {
            let found = latencies.quantile(thousandths) / .microseconds(1)
            #expect(found >= truth && found <= truth * 1.033)
        }
    }

    @Test func ofNothingThereIsNone() {
        #expect(Latencies().quantile(500) == .zero)
    }
}
