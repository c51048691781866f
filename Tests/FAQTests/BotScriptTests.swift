import FAQ
import Foundation
import Testing

@Suite struct BotScriptTests {
    private func bot(_ yaml: String) -> BotScript {
        Folder.edition(["a/one.md": Folder.entry("question: Can I?"), "bot.yaml": yaml]).bot
    }

    @Test func aFolderWithoutAScriptHasTheStandardOne() {
        let bot = Folder.edition(["a/one.md": Folder.entry("question: Can I?")]).bot
        #expect(bot.ladder.map(\.escalates) == [false, false, true])
        #expect(bot.ladder.map(\.offersPerson) == [false, true, false])
        #expect(bot.ladder.map(\.suggest) == [3, 3, 0])
        #expect(bot.hours == nil)
        #expect(bot.waiting.leaveMessageAfter == .seconds(600))
        #expect(bot.idle.automated == .seconds(1_800) && bot.idle.claimed == .seconds(900))
        #expect(!bot.ranker.answers)
    }

    @Test func whatIsLeftOutIsTheStandard() {
        let bot = bot("greeting: Hej!\nidle: {claimed: 1 h}\nwaiting: {say: Wait.}\nranker: {answer: on}")
        #expect(bot.greeting == "Hej!")
        #expect(bot.idle.automated == .seconds(1_800) && bot.idle.claimed == .seconds(3_600))
        #expect(bot.waiting.say == "Wait." && bot.waiting.leaveMessageAfter == nil)
        #expect(bot.ladder.count == 3)
        #expect(bot.ranker.answers)
    }

    private func milliseconds(_ text: String) throws -> Int64 {
        let date = try #require(ISO8601DateFormatter().date(from: text))
        return Int64(date.timeIntervalSince1970 * 1_000)
    }

    @Test(
        arguments: [
            // In Copenhagen summer time is UTC+2, winter time UTC+1; 15 June 2026 is a Monday.
            ("2026-06-15T06:59:59Z", false, "today 9:00"), ("2026-06-15T07:00:00Z", true, "Tuesday 9:00"),
            ("2026-06-15T14:59:59Z", true, "Tuesday 9:00"), ("2026-06-15T15:00:00Z", false, "Tuesday 9:00"),
            ("2026-06-19T15:00:00Z", false, "Monday 9:00"), ("2026-06-15T22:30:00Z", false, "today 9:00"),
            ("2026-01-05T07:59:59Z", false, "today 9:00"), ("2026-01-05T08:00:00Z", true, "Tuesday 9:00"),
            ("2026-12-23T17:00:00Z", false, "Monday 4 January 9:00"), ("2027-01-04T08:00:00Z", true, "Tuesday 9:00"),
        ])
    func hoursFollowTheShopsClock(time: String, isOpen: Bool, next: String) throws {
        let closed = "2026-12-24, 2026-12-25, 2026-12-28, 2026-12-29, 2026-12-30, 2026-12-31, 2027-01-01"
        let hours = try #require(
            bot("hours: {time_zone: Europe/Copenhagen, mon-fri: '09:00-17:00', closed_on: [\(closed)]}").hours)
        #expect(try hours.isOpen(at: milliseconds(time)) == isOpen)
        #expect(try hours.nextOpen(after: milliseconds(time)) == next)
    }

    @Test(
        arguments: [
            ("2026-06-15T06:59:59Z", nil, "2026-06-15T07:00:00Z"),
            ("2026-06-15T07:00:00Z", "2026-06-15T15:00:00Z", nil),
            ("2026-06-19T15:00:00Z", nil, "2026-06-22T07:00:00Z"),
            ("2026-12-23T17:00:00Z", nil, "2027-01-04T08:00:00Z"),
            // The clock is put forward on Sunday 29 March 2026 and back on Sunday 25 October.
            ("2026-03-27T17:00:00Z", nil, "2026-03-30T07:00:00Z"),
            ("2026-10-23T15:00:00Z", nil, "2026-10-26T08:00:00Z"),
        ] as [(String, String?, String?)])
    func theNextChangeIsAnInstantInTheShopsZone(time: String, closes: String?, opens: String?) throws {
        let closed = "2026-12-24, 2026-12-25, 2026-12-28, 2026-12-29, 2026-12-30, 2026-12-31, 2027-01-01"
        let hours = try #require(
            bot("hours: {time_zone: Europe/Copenhagen, mon-fri: '09:00-17:00', closed_on: [\(closed)]}").hours)
        let now = try milliseconds(time)
        #expect(try hours.closes(after: now) == closes.map { try milliseconds($0) })
        if let opens { #expect(try hours.opens(after: now) == milliseconds(opens)) }
    }

    @Test func whatGoesOnOverMidnightClosesOnlyInTheEnd() throws {
        let night = try #require(bot("hours: {time_zone: UTC, fri: '20:00-24:00', sat: '0:00-4:00, 4:00-5:00'}").hours)
        #expect(try night.closes(after: milliseconds("2026-06-19T21:00:00Z")) == milliseconds("2026-06-20T05:00:00Z"))
        let always = try #require(bot("hours: {time_zone: UTC, mon-sun: '0:00-24:00'}").hours)
        #expect(try always.closes(after: milliseconds("2026-06-19T21:00:00Z")) == nil)
        let daily = try #require(bot("hours: {time_zone: UTC, mon-sun: '0:00-24:00', closed_on: [2026-06-21]}").hours)
        #expect(try daily.closes(after: milliseconds("2026-06-19T21:00:00Z")) == milliseconds("2026-06-21T00:00:00Z"))
        #expect(try daily.opens(after: milliseconds("2026-06-21T21:00:00Z")) == milliseconds("2026-06-22T00:00:00Z"))
    }

    /// Minute by minute over both changes of the clock: each instant is the first at which people are there, or not.
    @Test(arguments: ["2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z"])
    func theInstantsAreTheChangesThemselves(from: String) throws {
        let hours = try #require(
            bot("hours: {time_zone: Europe/Copenhagen, mon-sun: '0:30-1:30, 3:30-5:00, 9:00-17:00'}").hours)
        let start = try milliseconds(from)
        for minute in 0..<(26 * 60) {
            let now = start + Int64(minute) * 60_000
            let isOpen = hours.isOpen(at: now)
            let change = try #require(isOpen ? hours.closes(after: now) : hours.opens(after: now))
            #expect(change > now && hours.isOpen(at: change) != isOpen)
            let quarters = stride(from: now, to: change, by: 15 * 60_000)
            #expect(quarters.allSatisfy { hours.isOpen(at: $0) == isOpen })
        }
    }

    @Test func aDayCanHaveSeveralOpeningsAndAWeekCanWrap() throws {
        let hours = try #require(bot("hours: {time_zone: UTC, sat-mon: '9:00-12:00, 13:30-24:00'}").hours)
        #expect(try hours.nextOpen(after: milliseconds("2026-06-15T10:00:00Z")) == "today 13:30")
        #expect(try hours.isOpen(at: milliseconds("2026-06-15T23:59:59Z")))
        #expect(try !hours.isOpen(at: milliseconds("2026-06-16T09:30:00Z")))
        #expect(try hours.nextOpen(after: milliseconds("2026-06-16T09:30:00Z")) == "Saturday 9:00")
        #expect(try hours.isOpen(at: milliseconds("2026-06-14T09:30:00Z")))
    }

    @Test func placeholdersAreFilled() throws {
        let bot = bot("hours: {time_zone: UTC, mon: '9:00-10:00', say: 'Back {next_open}, {next_open}!'}")
        #expect(
            try bot.hours?.said(at: milliseconds("2026-06-15T10:00:00Z"))
                == "Back Monday 22 June 9:00, Monday 22 June 9:00!")
        #expect(bot.waiting.said(atPosition: 3) == "You're number 3 in line.")
    }

    @Test func theDayIsTheShopsOwn() throws {
        let elsewhere = Folder.edition(["a/one.md": Folder.entry("question: Can I?")]).bot
        #expect(try elsewhere.day(at: milliseconds("2026-06-15T12:30:00Z")).description == "2026-06-15")
        let hours = bot("hours: {time_zone: Pacific/Auckland, mon: '9:00-10:00'}")
        #expect(try hours.day(at: milliseconds("2026-06-15T12:30:00Z")).description == "2026-06-16")
        #expect(Day(millisecondsSince1970: -1).description == "1969-12-31")
    }

    @Test func everyDayOfFourCenturiesIsWrittenAndRead() {
        var before = Day(millisecondsSince1970: -25_568 * 86_400_000)
        var misread: [Day] = []
        for number in Int64(-25_567)..<120_530 {
            let day = Day(millisecondsSince1970: number * 86_400_000 + 86_399_999)
            if Day(day.description) != day || day <= before { misread.append(day) }
            before = day
        }
        #expect(misread.isEmpty)
        #expect(before.description == "2299-12-31")
    }
}
