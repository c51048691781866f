internal import Foundation

/// When people are there.
package struct Hours: Sendable {
    /// An IANA name, like `Europe/Copenhagen`.
    package let timeZone: String
    /// Minutes of the day, for each weekday from Monday; sorted, apart from each other.
    let openings: [[Range<Int>]]
    let closedOn: Set<Day>
    /// What a customer hears out of hours, with `{next_open}`.
    package let say: String
    private let zone: TimeZone

    /// Nil when there is no such time zone.
    init?(timeZone: String, openings: [[Range<Int>]], closedOn: Set<Day>, say: String) {
        guard let zone = TimeZone(identifier: timeZone) else { return nil }
        self.timeZone = timeZone
        self.openings = openings
        self.closedOn = closedOn
        self.say = say
        self.zone = zone
    }

    /// Whether people are there at a time in milliseconds since 1970.
    package func isOpen(at milliseconds: Int64) -> Bool {
        let (day, minute) = local(milliseconds)
        return ranges(on: day).contains { $0.contains(minute) }
    }

    /// When people are next there, in words for `{next_open}`: `today 9:00`, `Monday 9:00` or `Monday 4 January 9:00`.
    ///
    /// Nil when they are not there for a year.
    package func nextOpen(after milliseconds: Int64) -> String? {
        guard let (day, distance, minute) = opening(after: milliseconds) else { return nil }
        let time = "\(minute / 60):" + (minute % 60 < 10 ? "0" : "") + "\(minute % 60)"
        let name = Self.weekdays[day.weekday]
        return switch distance {
        case 0: "today \(time)"
        case 1..<7: "\(name) \(time)"
        default: "\(name) \(day.day) \(Self.months[day.month - 1]) \(time)"
        }
    }

    /// When people are next there, in milliseconds since 1970; nil when they are not there for a year.
    package func opens(after milliseconds: Int64) -> Int64? {
        opening(after: milliseconds).map { instant(of: $0.day, minute: $0.minute) }
    }

    /// When people who are there leave, in milliseconds since 1970; nil when they are not there, or do not leave for a
    /// year.
    package func closes(after milliseconds: Int64) -> Int64? {
        guard isOpen(at: milliseconds) else { return nil }
        var (day, minute) = local(milliseconds)
        let year = day.daysSince1970 + 366
        while let range = ranges(on: day).last(where: { $0.contains(minute) }) {
            minute = range.upperBound
            // What ends at midnight may go on in the morning.
            if minute == Self.minutesOfADay { (day, minute) = (Day(daysSince1970: day.daysSince1970 + 1), 0) }
            guard day.daysSince1970 < year else { return nil }
        }
        return instant(of: day, minute: minute)
    }

    /// The next opening behind a time: its day, how many days ahead that is, and its minute.
    private func opening(after milliseconds: Int64) -> (day: Day, distance: Int, minute: Int)? {
        let (today, minute) = local(milliseconds)
        for distance in 0...366 {
            let day = Day(daysSince1970: today.daysSince1970 + distance)
            let next = ranges(on: day).first { distance > 0 || $0.lowerBound > minute }
            if let next { return (day, distance, next.lowerBound) }
        }
        return nil
    }

    /// What a customer hears out of hours.
    package func said(at milliseconds: Int64) -> String {
        say.replacing("{next_open}", with: nextOpen(after: milliseconds) ?? "later")
    }

    /// The day it is where the shop is, at a time in milliseconds since 1970.
    func day(at milliseconds: Int64) -> Day {
        local(milliseconds).day
    }

    private func ranges(on day: Day) -> [Range<Int>] {
        closedOn.contains(day) ? [] : openings[day.weekday]
    }

    private func local(_ milliseconds: Int64) -> (day: Day, minute: Int) {
        let seconds = Int64((Double(milliseconds) / 1_000).rounded(.down))
        let local = seconds + offset(at: seconds)
        let day = Day(millisecondsSince1970: local * 1_000)
        return (day, Int(local - Int64(day.daysSince1970) * 86_400) / 60)
    }

    /// The time at which the shop's clock shows this; the later one of two, and where the clock leaps over it, the time
    /// it would have been.
    private func instant(of day: Day, minute: Int) -> Int64 {
        let local = Int64(day.daysSince1970) * 86_400 + Int64(minute) * 60
        // As if it were UTC first; the offset at that time is wrong only around a change of the clock, so it is asked
        // again where it leads.
        let guess = local - offset(at: local)
        return (local - offset(at: guess)) * 1_000
    }

    private func offset(at seconds: Int64) -> Int64 {
        Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))))
    }

    private static let minutesOfADay = 1_440
    static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}
