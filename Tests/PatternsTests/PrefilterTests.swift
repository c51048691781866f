import Patterns
import Testing

@Suite struct PrefilterTests {
    @Test func aRuleThatNeedsNothingIsAlwaysNominated() {
        #expect(Prefilter([Prefilter.Need()]).nominated(in: Array("anything".utf8)) == [0])
    }
}
