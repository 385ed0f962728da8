package import CivilCalendar
import Encodings
import SQLite
package import Telephony

/// 工事希望日 (DATED-4): a day, a time where it may be said, and why it has to be then. A value that exists has been judged.
package struct WorkWish: Sendable, Equatable {
    package let day: CivilDate
    package let time: WorkTime?
    /// 夜間/深夜/土日休日の実施希望理由; empty where none is asked and none was given.
    package let reason: String

    package init(day: CivilDate, time: WorkTime? = nil, reason: String = "") {
        (self.day, self.time, self.reason) = (day, time, reason)
    }

    /// In characters.
    package static let longestReason = 175

    /// When the work begins.
    /// - Parameter windows: nil: nothing is ported.
    package func begins(_ windows: CutOverWindows?) -> Moment { WorkHour(time, windows).begin(on: day) }

    /// As it was typed.
    package struct Typed: Sendable, Equatable {
        package var day: String
        package var time: String
        package var reason: String

        package init(day: String, time: String = "", reason: String = "") {
            (self.day, self.time, self.reason) = (day, time, reason)
        }
    }

    package enum Problem: Sendable, Equatable {
        case dayMissing, dayForm
        case tooEarly(first: CivilDate, LeadTime)
        case tooLate(last: CivilDate)
        case timeForm
        /// Nothing of the order is done at a time of its own.
        case timeNotAsked
        case reason(TextFault)
        case reasonNeeded(Why)
    }

    /// Why a reason is asked.
    package enum Why: Sendable, Equatable {
        case rest(WorkDays.Rest)
        case hours
    }

    package struct Problems: Error, Sendable, Equatable {
        package let all: [Problem]
    }

    /// - Parameter mayHaveTime: only numbers that are ported come at a time.
    package static func read(_ typed: Typed, mayHaveTime: Bool, _ days: WorkDays) -> Result<WorkWish, Problems> {
        var problems: [Problem] = []
        let day = day(typed.day, days, &problems)
        let typedTime = PastedText(typed.time).text
        let time = WorkTime(typed: typedTime)
        if !typedTime.isEmpty {
            if !mayHaveTime { problems.append(.timeNotAsked) } else if time == nil { problems.append(.timeForm) }
        }
        let reason = PlainName(typed.reason)
        problems += reason.faults(limit: longestReason, isRequired: false).map(Problem.reason)
        if let day, reason.text.isEmpty, let why = why(day, time, days) { problems.append(.reasonNeeded(why)) }
        guard problems.isEmpty, let day else { return .failure(Problems(all: problems)) }
        return .success(WorkWish(day: day, time: time, reason: reason.text))
    }

    private static func day(_ text: String, _ days: WorkDays, _ problems: inout [Problem]) -> CivilDate? {
        guard !PastedText(text).text.isEmpty else {
            problems.append(.dayMissing)
            return nil
        }
        guard let day = CivilDate(typed: text) else {
            problems.append(.dayForm)
            return nil
        }
        switch days.standing(of: day) {
        case .tooEarly: problems.append(.tooEarly(first: days.first, days.leadTime))
        case .tooLate: problems.append(.tooLate(last: days.last))
        case .open, .needsReason: return day
        }
        return nil
    }

    private static func why(_ day: CivilDate, _ time: WorkTime?, _ days: WorkDays) -> Why? {
        if case .needsReason(let rest) = days.standing(of: day) { return .rest(rest) }
        return time.map(WorkTime.usual.contains) == false ? .hours : nil
    }
}

/// 工事希望時間: a minute of the day.
package struct WorkTime: Sendable, Hashable, Comparable, StorableValue {
    package let minutes: Int

    /// Outside of it a reason is asked.
    package static let usual = WorkTime(8, 30)...WorkTime(17, 0)

    package static let usualBegin = WorkTime(9, 0)

    init(_ hour: Int, _ minute: Int) { minutes = hour * 60 + minute }

    /// `9:30` or `09:30`, in either width.
    package init?(typed text: String) {
        let parts = PastedText(text).text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy(ASCII.isDigit) }), let hour = Int(parts[0]),
            let minute = Int(parts[1]),
            hour < 24, minute < 60
        else { return nil }
        self.init(hour, minute)
    }

    package init?(stored: Int) {
        guard (0..<24 * 60).contains(stored) else { return nil }
        minutes = stored
    }

    package var stored: Int { minutes }

    /// `09:30`
    package var text: String { "\((minutes / 60).zeroPadded(to: 2)):\((minutes % 60).zeroPadded(to: 2))" }

    package static func < (one: WorkTime, other: WorkTime) -> Bool { one.minutes < other.minutes }
}
