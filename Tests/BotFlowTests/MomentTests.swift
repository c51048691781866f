import BotFlow
import TestSupport
import Testing

@Suite struct MomentTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00.000Z", 0),
        ("1970-01-01T00:00:00.001Z", 1),
        ("1969-12-31T23:59:59.999Z", -1),
        ("1969-12-31T00:00:00.000Z", -86_400_000),
        ("1968-02-29T12:00:00.000Z", -58_017_600_000),
        ("1900-02-28T00:00:00.000Z", -2_203_977_600_000),
        ("1900-03-01T00:00:00.000Z", -2_203_891_200_000),
        ("2000-02-29T00:00:00.000Z", 951_782_400_000),
        ("2000-03-01T00:00:00.000Z", 951_868_800_000),
        ("2001-09-09T01:46:40.000Z", 1_000_000_000_000),
        ("2022-02-22T19:22:22.000Z", 1_645_557_742_000),
        ("2024-12-31T23:59:59.999Z", 1_735_689_599_999),
        ("2026-03-01T09:30:00.000Z", 1_772_357_400_000),
        ("2038-01-19T03:14:08.000Z", 2_147_483_648_000),
        ("2100-02-28T00:00:00.000Z", 4_107_456_000_000),
        ("2100-03-01T00:00:00.000Z", 4_107_542_400_000),
        ("0000-01-01T00:00:00.000Z", -62_167_219_200_000),
        ("0000-02-29T00:00:00.000Z", -62_162_121_600_000),
        ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ])
    func knownDatesReadAndWriteAsTheyAre(text: String, milliseconds: Int64) {
        #expect(Moment(text)?.milliseconds == milliseconds)
        #expect(Moment(milliseconds: milliseconds).description == text)
    }

    @Test(arguments: [
        ("2026-03-01", "2026-03-01T00:00:00.000Z"),
        ("2026-03-01T09:30:00Z", "2026-03-01T09:30:00.000Z"),
        ("2026-03-01T09:30:00.5Z", "2026-03-01T09:30:00.500Z"),
        ("2026-03-01T09:30:00.05Z", "2026-03-01T09:30:00.050Z"),
        ("2026-03-01T09:30:00.0509Z", "2026-03-01T09:30:00.050Z"),
        ("2026-03-01T09:30:00.123456789Z", "2026-03-01T09:30:00.123Z"),
    ])
    func shorterAndFinerSpellingsReadToTheMillisecond(text: String, canonical: String) {
        #expect(Moment(text)?.description == canonical)
    }

    @Test(arguments: [
        "", "2026", "2026-03", "2026-3-1", "26-03-01", "2026/03/01", "20260301", "2026-03-01T", "2026-03-01Z",
        "2026-03-01T09:30Z", "2026-03-01T09:30:00", "2026-03-01 09:30:00Z", "2026-03-01t09:30:00Z",
        "2026-03-01T09:30:00z", "2026-03-01T09:30:00+00:00", "2026-03-01T09:30:00-01:00", "2026-03-01T09:30:00ZZ",
        "2026-03-01T09:30:00.Z", "2026-03-01T09:30:00.1234567890Z", "2026-03-01T09:30:00,5Z", "2026-03-01T09:30:00.5",
        "2026-03-01T24:00:00Z", "2026-03-01T09:60:00Z", "2026-03-01T23:59:60Z", "2026-03-01T-9:30:00Z",
        "2026-00-01", "2026-13-01", "2026-03-00", "2026-03-32", "2026-04-31", "2026-02-29", "1900-02-29", "2100-02-29",
        "+2026-03-01", "-2026-03-01", "12026-03-01", " 2026-03-01", "2026-03-01 ", "２０２６-03-01", "2026-03-01T",
    ])
    func malformedTextIsRefused(text: String) {
        #expect(Moment(text) == nil)
    }

    @Test func everyMonthOfFourCenturiesIsAsLongAsTheCalendarSays() throws {
        var moment = try #require(Moment("1800-01-01"))
        for year in 1800..<2200 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            for (month, length) in zip(1..., lengths) {
                let name = String(year * 100 + month)
                try #require(moment.description == "\(name.prefix(4))-\(name.suffix(2))-01T00:00:00.000Z")
                moment = moment.advanced(by: .seconds(86_400 * length))
            }
        }
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func everyMomentOfTenThousandYearsReadsBackAsItself(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for _ in 0..<500 {
            let moment = Moment(milliseconds: .random(in: -62_167_219_200_000...253_402_300_799_999, using: &random))
            try #require(Moment(moment.description) == moment, "\(moment.milliseconds)")
        }
    }

    @Test func textSortsAsTheMomentsDo() {
        var random = SplitMix64(seed: 4)
        let moments = (0..<500).map { _ in
            Moment(milliseconds: .random(in: -62_167_219_200_000...253_402_300_799_999, using: &random))
        }
        #expect(moments.sorted().map(\.description) == moments.map(\.description).sorted())
    }

    @Test func timeBetweenMomentsIsWhatLeadsFromOneToTheOther() {
        let earlier = Cast.morning
        let later = earlier.advanced(by: .seconds(90) + .milliseconds(5))
        #expect(later.since(earlier) == .milliseconds(90_005))
        #expect(earlier.since(later) == .milliseconds(-90_005))
        #expect(earlier.advanced(by: earlier.since(later)) < earlier)
        #expect(Duration.microseconds(1999).milliseconds == 1)
    }
}
