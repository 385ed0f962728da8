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
            try await hear(services)
            try await OrderAlarm(services, hearing.policy).exchangeAnswers()
        } catch is ExchangeUnreachable {
            try await OrderAlarm(services, hearing.policy).exchangeIsSilent()
        }
        try await OrderAlarm(services, hearing.policy).watch(at: clock.now())
    }

    private func handOver(_ services: Services) async throws {
        while true {
            let works = try services.database.read { database in
                try OrderStore.toHandOver(atMost: Self.mostAtOnce, database).compactMap { order in
                    try hearing.services.first { $0.service == order.service }?.work(of: order, database)
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

    private func amend(_ services: Services) async throws {
        let amendments = try services.database.read {
            try OrderAmendmentStore.toHandOver(atMost: Self.mostAtOnce, $0)
        }
        for amendment in amendments {
            let work = try services.database.read { database -> WorkAmendment? in
                guard let order = try OrderStore.find(amendment.order, database) else { return nil }
                let work = try hearing.services.first { $0.service == order.service }?.work(of: order, database)
                return WorkAmendment(
                    order: amendment.order, sequence: amendment.sequence, begins: amendment.begins,
                    numbers: work?.numbers.filter { amendment.numbers.contains($0.number) } ?? [])
            }
            if let work { try await exchange.amend(work) }
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

    /// In their order, with one commit; where one of them cannot be heard, those before it are heard all the same.
    private func hear(_ reports: [WorkReport], _ services: Services) async throws {
        let now = clock.now()
        do {
            let outcomes = try await services.database.write { [hearing] database in
                try reports.map { try hearing.hear($0, at: now, database) }
            }
            for (report, outcome) in zip(reports, outcomes) { note(outcome, of: report, services) }
        } catch {
            guard reports.count > 1 else { throw error }
            for report in reports { try await hear([report], services) }
        }
    }

    private func note(_ outcome: OrderHearing.Outcome, of report: WorkReport, _ services: Services) {
        switch outcome {
        case .moved, .again: break
        case .refused(let state):
            services.log(
                .warning, "a report of the exchange fits no arrow",
                ["order": report.order.text, "reported": "\(report.event)", "state": state.rawValue])
        case .unknownOrder:
            services.log(.warning, "the exchange reports an order that is not there", ["order": report.order.text])
        }
    }
}
