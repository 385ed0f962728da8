import CivilCalendar
package import Telephony

/// When orders are taken that are carried out at once (HOURS-1 to 3). What counts is the moment at which 申し込む is handled.
package struct OrderingHours: Sendable, Equatable {
    /// Hours of a day in Japan: the first moment at which orders are taken, and the first at which they are not any more.
    package var opens = 2
    package var closes = 22

    package init() {}

    static let always: OrderingHours = {
        var hours = OrderingHours()
        (hours.opens, hours.closes) = (0, 24)
        return hours
    }()

    /// Why nothing is taken, and from when on something is.
    package struct Closing: Sendable, Equatable {
        package enum Cause: Sendable, Equatable {
            case hours
            case maintenance(Maintenance)
        }

        package let cause: Cause
        package let until: Moment
    }

    /// Nil: orders are taken.
    /// - Parameter maintenances: those of the service that are not over.
    package func closing(at now: Moment, _ maintenances: [Maintenance]) -> Closing? {
        guard let cause = cause(at: now, maintenances) else { return nil }
        var until = now
        // Behind the night there may be maintenance, and behind that the night.
        while let cause = self.cause(at: until, maintenances) {
            switch cause {
            case .hours: until = opening(after: until)
            case .maintenance(let maintenance): until = maintenance.end
            }
        }
        return Closing(cause: cause, until: until)
    }

    private func cause(at now: Moment, _ maintenances: [Maintenance]) -> Closing.Cause? {
        if let maintenance = maintenances.first(where: { $0.begin <= now && now < $0.end }) {
            return .maintenance(maintenance)
        }
        return (opens..<closes).contains(now.hourInJapan) ? nil : .hours
    }

    private func opening(after now: Moment) -> Moment {
        let today = Moment(startOf: now.day) + .hours(opens)
        return now < today ? today : today + .days(1)
    }
}

/// A time in which the operator takes no orders (HOURS-3).
package struct Maintenance: Sendable, Equatable {
    package let id: Int
    package let begin: Moment
    package let end: Moment
    /// Nil: of all services.
    package let service: OrderedService?
    /// What customers read.
    package let text: String

    package init(id: Int, begin: Moment, end: Moment, service: OrderedService?, text: String) {
        (self.id, self.begin, self.end) = (id, begin, end)
        (self.service, self.text) = (service, text)
    }

    /// Every page tells it so long before.
    package static let notice: Duration = .days(7)
    package static let longestText = 200
}
