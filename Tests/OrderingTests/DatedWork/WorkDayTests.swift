import CivilCalendar
@testable import Ordering
import Telephony
import Testing

/// The day on which a dated order is carried out.
@Suite struct WorkDayTests {
    private let calendar = BusinessCalendar()

    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(typed: text)) }

    private func days(
        _ causes: [LeadTime.Cause] = [.numbers], isConfirmationChanged: Bool = false, on day: String = "2026-11-26"
    ) throws -> WorkDays {
        let leadTime = try #require(
            LeadTime.longest(of: causes, hasChangedConfirmation: isConfirmationChanged, LeadTimes()))
        return WorkDays(leadTime, appliedOn: try date(day), calendar)
    }

    @Test(arguments: [
        ([LeadTime.Cause.features], false, "2026-12-01"), ([.numbers, .features], false, "2026-12-03"),
        ([.features, .portabilityFromNTT], false, "2026-12-08"),
        ([.portabilityFromNTT, .portabilityFromOthers], false, "2026-12-15"), ([.numbers], true, "2026-12-10"),
    ])
    func `DATED-4 the item that takes longest decides the first day, and a changed confirmation comes on top`(
        causes: [LeadTime.Cause], isConfirmationChanged: Bool, first: String
    ) throws {
        let days = try days(causes, isConfirmationChanged: isConfirmationChanged)
        #expect(days.first == (try date(first)))
        #expect(days.standing(of: try date(first)) == .open)
        #expect(days.standing(of: CivilDate(daysSince1970: days.first.daysSince1970 - 1)) == .tooEarly)
    }

    @Test func `DATED-4 what is ordered beside it tells what makes the day late`() throws {
        let leadTime = try days([.features, .portabilityFromOthers], isConfirmationChanged: true).leadTime
        #expect(leadTime.cause == .portabilityFromOthers && leadTime.all == 18)
        #expect(
            leadTime.sentence(in: .japanese)
                == "NTT東日本・NTT西日本以外からの番号ポータビリティに13営業日、取引確認内容の変更に5営業日かかります。")
        #expect(LeadTime.longest(of: [], hasChangedConfirmation: true, LeadTimes()) == nil)
    }

    @Test func `DATED-4 half a year on is the last day, and a short month has its own last one`() throws {
        let days = try days(on: "2026-08-31")
        #expect(days.last == (try date("2027-02-28")))
        #expect(days.standing(of: days.last) == .needsReason(.weekend))
        #expect(days.standing(of: try date("2027-03-01")) == .tooLate)
    }

    @Test(arguments: [
        ("2026-12-04", "", "", [WorkWish.Problem]()), ("２０２６/12/4", "", "", []),
        ("2026-12-04", "08:30", "", []), ("2026-12-04", "17:00", "", []),
        ("2026-12-04", "8:29", "", [.reasonNeeded(.hours)]), ("2026-12-04", "17:01", "", [.reasonNeeded(.hours)]),
        ("2026-12-04", "23：30", "店舗の閉店後", []), ("2026-12-05", "", "", [.reasonNeeded(.rest(.weekend))]),
        ("2026-12-29", "", "", [.reasonNeeded(.rest(.holiday))]), ("2027-01-11", "", "移転のため", []),
        ("", "", "", [.dayMissing]), ("2026-02-30", "", "", [.dayForm]), ("12/4", "", "", [.dayForm]),
        ("2026-12-04", "24:00", "", [.timeForm]), ("2026-12-04", "0930", "", [.timeForm]),
    ])
    func `DATED-4 a day, a time and a reason are judged`(
        day: String, time: String, reason: String, problems: [WorkWish.Problem]
    ) throws {
        let read = WorkWish.read(.init(day: day, time: time, reason: reason), mayHaveTime: true, try days())
        if problems.isEmpty {
            #expect(try read.get().reason == reason)
        } else {
            #expect(read == .failure(WorkWish.Problems(all: problems)))
        }
    }

    @Test func `DATED-4 a reason has 175 characters at most, and only portability comes at a time`() throws {
        let days = try days()
        func read(_ count: Int) -> Result<WorkWish, WorkWish.Problems> {
            WorkWish.read(
                .init(day: "2026-12-05", reason: String(repeating: "あ", count: count)), mayHaveTime: false, days)
        }
        #expect(try read(175).get().reason.count == 175)
        #expect(read(176) == .failure(WorkWish.Problems(all: [.reason(.tooLong(limit: 175, is: 176))])))
        #expect(
            WorkWish.read(.init(day: "2026-12-04", time: "10:00"), mayHaveTime: false, days)
                == .failure(WorkWish.Problems(all: [.timeNotAsked])))
    }

    @Test func `DATED-4 the calendar offers only what is possible`() throws {
        let days = try days()
        let december = WorkMonth(of: try date("2026-12-15"), days)
        #expect(december.weeks.count == 5 && december.weeks.allSatisfy { $0.count == 7 })
        // The month begins on a Tuesday and ends on a Thursday.
        #expect(december.weeks[0].prefix(2).allSatisfy { $0 == nil } && december.weeks[4].suffix(2) == [nil, nil])
        let all = december.weeks.joined().compactMap { $0 }
        #expect(all.map(\.date.day) == Array(1...31))
        #expect(all.filter { !$0.standing.isPossible }.map(\.date.day) == [1, 2])
        #expect(
            all.filter { $0.standing == .needsReason(.holiday) }.map(\.date.day) == [29, 30, 31])
        #expect(december.previous == nil)
        let following = Array(sequence(first: december) { $0.next })
        #expect(following.map(\.begin.month) == [12, 1, 2, 3, 4, 5])
        #expect(try #require(following.last).previous?.begin.month == 4)
        #expect(WorkMonth(of: try date("2030-01-01"), days).begin.month == 5)
    }

    @Test(arguments: [
        // A Friday; Monday the 23rd is a holiday.
        (WorkNotice.usual, "2026-11-27", 26), (.portability, "2026-11-27", 25), (.usual, "2026-11-24", 20),
        (.portability, "2026-11-24", 19), (.usual, "2026-11-29", 27),
    ])
    func `ORD-11 a dated order can be moved and cancelled until 17:00 of a business day before`(
        notice: WorkNotice, day: String, until: Int
    ) throws {
        let day = try date(day)
        #expect(notice.end(before: day, calendar) == .november(until, 17))
        #expect(notice.isPossible(at: .november(until, 17, 0, 0), before: day, calendar))
        #expect(!notice.isPossible(at: .november(until, 17, 0, 1), before: day, calendar))
    }

    @Test
    func
        `ORD-11 a moved order is carried out neither sooner than its items allow nor on a day whose notice has passed`()
        throws
    {
        let days = try days([.features], on: "2026-11-20")
        #expect(days.first == (try date("2026-11-26")))
        let early = WorkDays(moving: days, .usual, at: .november(20, 12))
        #expect(early.first == days.first && early.last == days.last)
        #expect(WorkDays(moving: days, .usual, at: .november(26, 17)).first == (try date("2026-11-27")))
        #expect(WorkDays(moving: days, .usual, at: .november(26, 17, 0, 1)).first == (try date("2026-11-28")))
        #expect(WorkDays(moving: days, .portability, at: .november(26, 17, 0, 1)).first == (try date("2026-12-01")))
    }

    @Test func `VOICE-2 an order is settled from nine o'clock of the second business day after its opening`() throws {
        let settlement = VoiceSettlement()
        #expect(settlement.moment(openedOn: try date("2026-11-24"), calendar) == .november(26, 9))
        // A Friday before a Monday that is a holiday.
        #expect(settlement.moment(openedOn: try date("2026-11-20"), calendar) == .november(25, 9))
    }
}
