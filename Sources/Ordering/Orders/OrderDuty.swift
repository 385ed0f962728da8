package import Exchange
import SQLite
package import Shell
import Telephony

/// Carries orders on, again and again: hands them to the exchange, hears what it reports, and tells the operator of what takes too long.
/// Where it is stopped it goes on from the database.
package struct OrderDuty: Sendable {
    private let exchange: any Exchange
    private let clock: OrderingClock
    private let hearing: OrderHearing

    private static let mostAtOnce = 100
    /// So many reports: an order of a full contract writes for some milliseconds, in which nobody else does.
    private static let mostInTransaction = 10

    package init(_ exchange: any Exchange, _ clock: OrderingClock, _ hearing: OrderHearing) {
        (self.exchange, self.clock, self.hearing) = (exchange, clock, hearing)
    }

    package var duty: Duty {
        Duty("orders", every: .seconds(1)) { services in try await run(services) }
    }

    package func run(_ services: Services) async throws {
        do {
            try await handOver(services)
            try await amend(services)
            try await askToCancel(services)
            try await hearAgain(services)
            try await hear(services)
            try await OrderAlarm(services, hearing.policy).exchangeAnswers()
        } catch is ExchangeUnreachable {
            try await OrderAlarm(services, hearing.policy).exchangeIsSilent()
        }
        try await OrderAlarm(services, hearing.policy).watchReports()
        try await OrderAlarm(services, hearing.policy).watch(at: clock.now())
    }

    private func handOver(_ services: Services) async throws {
        while true {
            let works = try services.database.read { database in
                try OrderStore.toHandOver(atMost: Self.mostAtOnce, database).compactMap {
                    try work(of: $0, services, database)
                }
            }
            if works.isEmpty { return }
            // Together they need few commits.
            try await withThrowingTaskGroup { [exchange] group in
                for work in works { group.addTask { try await exchange.take(work) } }
                try await group.waitForAll()
            }
            try await services.database.write { try OrderStore.noteHandedOver(works.map(\.number), $0) }
        }
    }

    /// Nil where what was ordered cannot be made out: the others are handed over all the same, and the operator is told of an order that
    /// takes too long (ORD-10).
    private func work(of order: Order, _ services: Services, _ database: Connection) throws -> WorkOrder? {
        do {
            return try hearing.services.first { $0.service == order.service }?.work(of: order, database)
        } catch  where !error.isOfEverything {
            services.log(
                .warning, "an order cannot be handed over",
                ["order": order.number.text, "reason": "\(type(of: error))"])
            return nil
        }
    }

    private func amend(_ services: Services) async throws {
        let amendments = try services.database.read {
            try OrderAmendmentStore.toHandOver(atMost: Self.mostAtOnce, $0)
        }
        for amendment in amendments {
            let order = try services.database.read { try OrderStore.find(amendment.order, $0) }
            if let order {
                guard let whole = try services.database.read({ try work(of: order, services, $0) }) else { continue }
                try await exchange.amend(
                    WorkAmendment(
                        order: amendment.order, sequence: amendment.sequence, begins: amendment.begins,
                        numbers: whole.numbers.filter { amendment.numbers.contains($0.number) }))
            }
            try await services.database.write { try OrderAmendmentStore.noteHandedOver(amendment, $0) }
        }
    }

    private func askToCancel(_ services: Services) async throws {
        for order in try services.database.read({ try OrderStore.toCancel(atMost: Self.mostAtOnce, $0) }) {
            try await exchange.askToCancel(order)
            try await services.database.write { try OrderStore.noteCancellationAsked(order, $0) }
        }
    }

    private func hear(_ services: Services) async throws {
        while true {
            let cursor = try services.database.read(OrderStore.cursor)
            let reports = try await exchange.reports(after: cursor, limit: Self.mostAtOnce)
            for begin in stride(from: 0, to: reports.count, by: Self.mostInTransaction) {
                try await hear(Array(reports[begin...].prefix(Self.mostInTransaction)), services)
            }
            if reports.count < Self.mostAtOnce { return }
        }
    }

    /// In their order, with one commit; where one of them cannot be applied, it is set aside and the others are heard all the same.
    private func hear(_ reports: [WorkReport], _ services: Services) async throws {
        let now = clock.now()
        do {
            let outcomes = try await services.database.write { [hearing] database in
                try reports.map { try hearing.hear($0, at: now, database) }
            }
            for (report, outcome) in zip(reports, outcomes) { note(outcome, of: report, services) }
        } catch {
            if error.isOfEverything { throw error }
            guard reports.count == 1 else {
                for report in reports { try await hear([report], services) }
                return
            }
            try await setAside(reports[0], error, services)
        }
    }

    private func setAside(_ report: WorkReport, _ error: any Error, _ services: Services) async throws {
        services.log(
            .warning, "a report of the exchange cannot be applied",
            ["order": report.order.text, "reported": "\(report.event)", "reason": "\(type(of: error))"])
        let reason = "\(error)"
        try await services.database.write { [hearing] in try hearing.setAside(report, because: reason, $0) }
    }

    /// What was set aside: of each order in its order, as far as it can be applied by now.
    private func hearAgain(_ services: Services) async throws {
        for head in try services.database.read(SetAsideReportStore.heads) {
            var next: Int? = head
            while let sequence = next { next = try await hearAgain(sequence, services) }
        }
    }

    /// Returns the next of its order; nil where there is none, or this one still has to wait.
    private func hearAgain(_ sequence: Int, _ services: Services) async throws -> Int? {
        guard let report = try await exchange.reports(after: sequence - 1, limit: 1).first, report.sequence == sequence
        else { return nil }
        let now = clock.now()
        do {
            let outcome = try await services.database.write { [hearing] in
                try hearing.hearAgain(report, at: now, $0)
            }
            note(outcome, of: report, services)
            return try services.database.read { try SetAsideReportStore.next(of: report.order, $0) }
        } catch  where !error.isOfEverything {
            let reason = "\(error)"
            try await services.database.write { try SetAsideReportStore.add(report, reason, $0) }
            return nil
        }
    }

    private func note(_ outcome: OrderHearing.Outcome, of report: WorkReport, _ services: Services) {
        switch outcome {
        case .moved, .again, .setAside: break
        case .refused(let state):
            services.log(
                .warning, "a report of the exchange fits no arrow",
                ["order": report.order.text, "reported": "\(report.event)", "state": state.rawValue])
        case .unknownOrder:
            services.log(.warning, "the exchange reports an order that is not there", ["order": report.order.text])
        }
    }
}

extension Error {
    /// The database or the program itself: every other order would fare alike, and nothing is said by it of this one.
    fileprivate var isOfEverything: Bool {
        switch self {
        case let error as SQLiteError: error.isBusy || error.isBrokenStorage
        case is DatabaseError, is CancellationError: true
        default: false
        }
    }
}
