import CivilCalendar
import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

/// `/demo` of the ordering site: the business clock, moved on so that night and dated work is seen at any hour. Its routes are handed to the
/// site by `hikari demo` alone.
package struct DemoClockPage: Sendable {
    let services: Services
    let clock: MovableClock

    private static let path = "/demo"
    /// Of a day, for the evening's work and a business day's begin.
    private static let evening = 21
    private static let morning = 10

    package static func routes(_ services: Services, _ clock: MovableClock) -> [SiteRoute<Employee>] {
        let page = DemoClockPage(services: services, clock: clock)
        return [.open(.get, path, page.show), .open(.post, path, page.move)]
    }

    func show(_ visit: OpenVisit) throws -> Response {
        try services.page("OrderingDemo/clock", DemoClockView(now: clock.now, language: visit.language), for: visit)
    }

    func move(_ visit: OpenVisit) async throws -> Response {
        let now = clock.now
        let moment: Moment
        switch visit.form["to"] {
        case "evening":
            let today = Moment(startOf: now.day) + .hours(Self.evening)
            moment = today > now ? today : today + .days(1)
        case "businessDay": moment = Moment(startOf: BusinessCalendar().day(1, after: now.day)) + .hours(Self.morning)
        case "truth": moment = services.now()
        default: throw FormProblem.malformed
        }
        let ahead = clock.set(to: moment)
        try await services.database.write { try DemoClockStore.set(ahead: ahead, $0) }
        return .redirect(to: Self.path)
    }
}

private struct DemoClockView: ViewModel {
    let now: Moment
    let language: Language

    static let fields: ViewFields<DemoClockView> = [
        "now": { .text($0.now.dateAndTimeText(in: $0.language)) },
        "nowISO": { .text($0.now.machineText) },
    ]
}
