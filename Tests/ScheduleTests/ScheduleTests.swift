import Foundation
import Testing

/// The product under a thousand schedules, and under those that have a bug in it.
struct ScheduleTests {
    /// `SEED=4711` runs that one schedule and prints all of it.
    private static let onlySeed = number("SEED")
    /// `SEEDS=100000` runs so many.
    private static let seedCount = number("SEEDS") ?? 1000
    /// A planted bug that needs more seeds than these is as good as not caught.
    private static let seedsForABug: UInt64 = 200

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    @Test func everyScheduleKeepsEveryRule() async throws {
        let file = try StoreFile.prepared()
        if let seed = Self.onlySeed {
            let schedule = try Schedule(seed: seed, on: file.copied(), told: true)
            let breach = try schedule.run()
            print(schedule.story.joined(separator: "\n"))
            if let breach { Issue.record("\(breach)") }
            return
        }
        let began = ContinuousClock.now
        let workers = UInt64(ProcessInfo.processInfo.activeProcessorCount)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 1...workers {
                group.addTask {
                    for seed in stride(from: worker, through: Self.seedCount, by: Int(workers)) {
                        let schedule = try Schedule(seed: seed, on: file.copied())
                        guard try schedule.run() != nil else { continue }
                        let report = try Schedule.report(seed, on: file)
                        Issue.record("\(report)")
                        return
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = (ContinuousClock.now - began) / .seconds(1)
        print("\(Self.seedCount) schedules in \(Int(seconds)) s, \(Int(Double(Self.seedCount) / seconds)) a second")
    }

    @Test func aSeedGivesTheSameScheduleAgain() throws {
        let file = try StoreFile.prepared()
        for seed in UInt64(1)...5 {
            let stories = try (0..<2).map { _ in
                let schedule = try Schedule(seed: seed, on: file.copied(), told: true)
                _ = try schedule.run()
                return schedule.story
            }
            #expect(stories[0] == stories[1])
        }
    }

    @Test(arguments: Planted.allCases) func aPlantedBugIsCaught(_ planted: Planted) throws {
        let row = try #require(Planted.table.first { $0.bug == planted })
        let file = try StoreFile.prepared()
        for seed in 1...Self.seedsForABug {
            let schedule = try Schedule(seed: seed, planting: planted, on: file.copied())
            guard let breach = try schedule.run() else { continue }
            if !row.caughtBy.contains(breach.rule) {
                let report = try Schedule.report(seed, planting: planted, on: file)
                Issue.record("\(row.what), and what showed was \(report)")
            }
            print("seed \(seed) catches \(planted), step \(schedule.step): \(breach.rule)")
            return
        }
        Issue.record("nothing shows that \(row.what)")
    }
}

extension Schedule {
    /// What is broken, what led to it, and how to see all of it again.
    fileprivate static func report(
        _ seed: UInt64, planting planted: Planted? = nil, on file: StoreFile
    ) throws -> String {
        let schedule = try Schedule(seed: seed, planting: planted, on: file.copied(), told: true)
        let breach = try schedule.run()
        return """
            seed \(seed), step \(schedule.step): \(breach?.description ?? "no rule is broken now")
            \(schedule.story.suffix(15).joined(separator: "\n"))
            All of it again: SEED=\(seed) swift test --filter ScheduleTests.everyScheduleKeepsEveryRule
            """
    }
}
