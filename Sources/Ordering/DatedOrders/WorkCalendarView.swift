import CivilCalendar
import HTTP
import Mustache
import Shell
import Telephony

/// 工事希望年月日 and its calendar, as `Templates/DatedOrders/calendar` draws them: of an order that is made, and of one whose day is moved.
struct WorkCalendarView: ViewModel {
    let days: WorkDays
    let month: WorkMonth
    let typed: WorkWish.Typed
    let problems: [Problem]
    let language: Language

    /// The month that the address names, or of the day that is chosen, or the first.
    init(
        _ days: WorkDays, _ typed: WorkWish.Typed, _ visit: Visit<Employee>, _ problems: [Problem],
        month name: Substring? = nil
    ) {
        let named = (name.map(String.init) ?? visit.query["month"]).flatMap { CivilDate(typed: "\($0)-01") }
        month = WorkMonth(of: named ?? CivilDate(typed: typed.day) ?? days.first, days)
        (self.days, self.typed, self.problems, language) = (days, typed, problems, visit.language)
    }

    static let fields: ViewFields<WorkCalendarView> = [
        "first": { .text($0.days.first.text(in: $0.language)) },
        "firstISO": { .text(Moment(startOf: $0.days.first).dayText) },
        "lastISO": { .text(Moment(startOf: $0.days.last).dayText) },
        "why": { .text($0.days.leadTime.sentence(in: $0.language)) },
        "title": { .text($0.month.title(in: $0.language)) },
        "previous": { .text(ifAny: $0.month.previous?.name) },
        "next": { .text(ifAny: $0.month.next?.name) },
        "weekdays": { .list(WorkMonth.weekdays(in: $0.language)) },
        "weeks": { view in
            .list(
                view.month.weeks.map { week in
                    WorkWeekView(
                        days: week.map {
                            WorkDayView(day: $0, chosen: CivilDate(typed: view.typed.day), language: view.language)
                        })
                })
        },
        "day": { .object(FieldView("day", $0.typed.day, $0.problems)) },
        "time": { .object(FieldView("time", $0.typed.time, $0.problems)) },
        "reason": { .object(FieldView("reason", $0.typed.reason, $0.problems)) },
        "usualFrom": { _ in .text(WorkTime.usual.lowerBound.text) },
        "usualThrough": { _ in .text(WorkTime.usual.upperBound.text) },
    ]
}

private struct WorkWeekView: ViewModel {
    let days: [WorkDayView]

    static let fields: ViewFields<WorkWeekView> = ["days": { .list($0.days) }]
}

private struct WorkDayView: ViewModel {
    let day: WorkMonth.Day?
    let chosen: CivilDate?
    let language: Language

    static let fields: ViewFields<WorkDayView> = [
        "number": { .text(ifAny: $0.day.map { "\($0.date.day)" }) },
        "iso": { .text($0.day.map { Moment(startOf: $0.date).dayText } ?? "") },
        "isPossible": { .flag($0.day?.standing.isPossible ?? false) },
        "isChosen": { .flag($0.day != nil && $0.day?.date == $0.chosen) },
        "remark": { view in
            .text(ifAny: view.day.map { $0.standing.remark(in: view.language) }.flatMap { $0.isEmpty ? nil : $0 })
        },
    ]
}

extension WorkMonth {
    /// `2026-12`
    fileprivate var name: String { String(Moment(startOf: begin).dayText.dropLast(3)) }
}
