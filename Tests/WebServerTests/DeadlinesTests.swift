import Testing
import WebServer

@Suite struct DeadlinesTests {
    @Test func nothingIsDueBeforeItsTimeNorLongAfter() {
        var wheel = Deadlines<Int>(tick: 10, buckets: 16, now: 1000)
        for key in 0..<100 { _ = wheel.add(key, at: 1000 + UInt64(key)) }
        for now in stride(from: UInt64(1000), through: 1120, by: 7) {
            for key in wheel.due(now: now) {
                let time = 1000 + UInt64(key)
                #expect(time <= now)
                #expect(now < time + 10 + 7)
            }
        }
        #expect(wheel.due(now: 2000).isEmpty)
    }

    @Test func aTimeBeyondTheWheelComesEarlyToBePutBack() {
        var wheel = Deadlines<String>(tick: 10, buckets: 8, now: 0)
        _ = wheel.add("far", at: 10_000)
        #expect(wheel.due(now: 60).isEmpty)
        #expect(wheel.due(now: 79) == ["far"])
    }

    @Test func aTimeThatHasPassedIsDueAtTheNextTick() {
        var wheel = Deadlines<String>(tick: 10, buckets: 8, now: 500)
        _ = wheel.add("late", at: 3)
        #expect(wheel.due(now: 500) == ["late"])
        #expect(wheel.due(now: 500).isEmpty)
    }

    @Test func aRemovedKeyIsNeverDue() {
        var wheel = Deadlines<String>(tick: 10, buckets: 8, now: 0)
        let slot = wheel.add("gone", at: 30)
        wheel.remove("gone", from: slot)
        #expect(wheel.due(now: 1000).isEmpty)
    }

    @Test func aLongSleepLosesNobody() {
        var wheel = Deadlines<Int>(tick: 10, buckets: 8, now: 0)
        for key in 0..<8 { _ = wheel.add(key, at: UInt64(key) * 10) }
        #expect(Set(wheel.due(now: 1_000_000)) == Set(0..<8))
    }
}
