/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z.
///
/// Moments are handed in from outside and shown to people; order comes from a conversation's numbers, never from here.
package struct Moment: Hashable, Sendable {
    package let milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package func advanced(by duration: Duration) -> Moment {
        Moment(milliseconds: milliseconds + duration.milliseconds)
    }

    /// The time from `earlier` to here; negative when that is later.
    package func since(_ earlier: Moment) -> Duration {
        .milliseconds(milliseconds - earlier.milliseconds)
    }
}

extension Moment: Comparable {
    package static func < (left: Self, right: Self) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Duration {
    /// Whole milliseconds, what is left over dropped.
    package var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

extension Moment: LosslessStringConvertible {
    /// RFC 3339 in UTC with milliseconds: `2026-03-01T09:30:00.000Z`.
    package var description: String {
        let day = milliseconds.floorDivided(by: 86_400_000)
        let (year, month, date) = Self.civil(day: day)
        let rest = milliseconds - day * 86_400_000
        let hour = rest / 3_600_000
        let minute = rest / 60_000 % 60
        let second = rest / 1000 % 60
        var text: [UInt8] = []
        text.reserveCapacity(24)
        func write(_ number: Int64, _ width: Int, _ mark: Unicode.Scalar) {
            if number < 0 { text.append(UInt8(ascii: "-")) }
            var unit: UInt64 = width == 2 ? 10 : width == 3 ? 100 : 1000
            // A year beyond 9999 takes the room it needs.
            while number.magnitude / unit >= 10 { unit *= 10 }
            while unit > 0 {
                text.append(UInt8(ascii: "0") + UInt8(number.magnitude / unit % 10))
                unit /= 10
            }
            text.append(UInt8(ascii: mark))
        }
        write(year, 4, "-")
        write(month, 2, "-")
        write(date, 2, "T")
        write(hour, 2, ":")
        write(minute, 2, ":")
        write(second, 2, ".")
        write(rest % 1000, 3, "Z")
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads RFC 3339 in UTC (`Z`), with or without a fraction of up to nine digits, or a bare date; else nil.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        func number(_ range: Range<Int>) -> Int64? {
            guard range.upperBound <= bytes.count else { return nil }
            var value: Int64 = 0
            for byte in bytes[range] {
                guard byte >= 48, byte <= 57 else { return nil }
                value = value * 10 + Int64(byte - 48)
            }
            return value
        }
        func stands(_ character: Unicode.Scalar, at place: Int) -> Bool {
            place < bytes.count && bytes[place] == UInt8(ascii: character)
        }
        guard let year = number(0..<4), stands("-", at: 4), let month = number(5..<7), stands("-", at: 7),
            let date = number(8..<10), (1...12).contains(month), date >= 1
        else { return nil }
        let day = Self.day(year: year, month: month, date: date)
        guard Self.civil(day: day) == (year, month, date) else { return nil }
        if bytes.count == 10 {
            self.init(milliseconds: day * 86_400_000)
            return
        }
        guard stands("T", at: 10), let hour = number(11..<13), stands(":", at: 13), let minute = number(14..<16),
            stands(":", at: 16), let second = number(17..<19), hour < 24, minute < 60, second < 60
        else { return nil }
        var end = 19
        var fraction: Int64 = 0
        if stands(".", at: 19) {
            end = bytes.indices.dropFirst(20).first { bytes[$0] < 48 || bytes[$0] > 57 } ?? bytes.count
            guard end > 20, end <= 29, let digits = number(20..<min(end, 23)) else { return nil }
            fraction = digits * [100, 10, 1][min(end, 23) - 21]
        }
        guard stands("Z", at: end), bytes.count == end + 1 else { return nil }
        self.init(milliseconds: day * 86_400_000 + (hour * 3600 + minute * 60 + second) * 1000 + fraction)
    }

    /// Days since 1970 to year, month and date (H. Hinnant, "chrono-compatible low-level date algorithms").
    private static func civil(day: Int64) -> (year: Int64, month: Int64, date: Int64) {
        let shifted = day + 719_468
        let era = shifted.floorDivided(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }

    private static func day(year: Int64, month: Int64, date: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted.floorDivided(by: 400)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}

extension Int64 {
    fileprivate func floorDivided(by divisor: Int64) -> Int64 {
        self >= 0 ? self / divisor : (self - divisor + 1) / divisor
    }
}
