import Simulation
import Testing

@Suite struct WatchTests {
    /// A watch that was brought up to 3.
    private func live() -> Watch {
        var watch = Watch(catchingUpAfter: 3)
        #expect(watch.resumed(upTo: 3) == nil)
        return watch
    }

    @Test func whatIsMissedComesFirstAndThenWhatHappens() {
        var watch = Watch(catchingUpAfter: 3)
        #expect(watch.take(4, after: 3) == nil)
        #expect(watch.take(6, after: 4) == nil)
        #expect(watch.resumed(upTo: 6) == nil)
        #expect(watch.take(7, after: 6) == nil)
        #expect(watch.last == 7)
    }

    @Test func whatAnOwnerHearsBeforeTheyWatchIsSentAgain() {
        var watch = Watch(catchingUpAfter: 3)
        for (seq, previous) in [(5, 4), (6, 5), (4, 3), (5, 4), (6, 5)] {
            #expect(watch.take(seq, after: previous) == nil)
        }
        #expect(watch.resumed(upTo: 6) == nil)
    }

    @Test(arguments: [[(5, 4)], [(4, 3), (6, 5)], [(4, 3)], []])
    func whatIsMissingAmongWhatIsSentAgainIsFound(sent: [(Int, Int)]) {
        var watch = Watch(catchingUpAfter: 3)
        for (seq, previous) in sent { _ = watch.take(seq, after: previous) }
        #expect(watch.resumed(upTo: 6) != nil)
    }

    @Test(arguments: [(3, 3), (2, 1), (5, 4), (4, 2)])
    func whatDoesNotFollowIsFound(seq: Int, previous: Int) {
        var watch = live()
        #expect(watch.take(seq, after: previous) != nil)
    }

    @Test func aServerThatKnowsLessThanItToldIsFound() {
        var watch = Watch(catchingUpAfter: 3)
        #expect(watch.resumed(upTo: 2) != nil)
    }

    @Test func aPageFollowsWhatIsKnown() {
        var watch = Watch(catchingUpAfter: 0)
        #expect(watch.take(page: [(1, 0), (2, 1), (4, 2)]) == nil)
        #expect(watch.take(page: [(5, 4)]) == nil)
        #expect(watch.take(page: [(7, 6)]) != nil)
    }
}
