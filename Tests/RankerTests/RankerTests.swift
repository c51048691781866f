import Ranker
import Testing

@Suite struct RankerTests {
    @Test func withoutExamplesNothingFits() {
        #expect(Ranker([], background: []).rank("anything", limit: 3).isEmpty)
    }
}
