import Switchboard
import Testing

@Suite struct HistogramTests {
    @Test func everythingThatIsAddedStandsUnderTheBoundsItIsWithin() {
        var histogram = Histogram([0.1, 1])
        for milliseconds in [50, 100, 101, 1000, 5000] { histogram.add(.milliseconds(milliseconds)) }
        #expect(histogram.buckets.map(\.bound) == [0.1, 1])
        #expect(histogram.buckets.map(\.count) == [2, 4])
        #expect(histogram.count == 5)
        #expect(abs(histogram.sum - 6.251) < 1e-9)
    }
}
