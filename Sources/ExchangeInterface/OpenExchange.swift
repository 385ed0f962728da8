package import Exchange
package import SQLite
package import Telephony

/// A real exchange, whose own programs fetch orders from here and report (EXCH-2): nobody is called. What the site hands over lies in
/// tables of its own until they come for it.
package struct OpenExchange: Exchange {
    let database: Database
    let now: @Sendable () -> Moment
    /// Rings when something has come for the exchange.
    let bell: OrderBell

    /// - Parameter mostWaiting: who comes on top of them is answered at once.
    package init(
        _ database: Database, now: @escaping @Sendable () -> Moment,
        pause: @escaping @Sendable (Duration) async -> Void, mostWaiting: Int = OrderBell.mostWaiting
    ) {
        (self.database, self.now, bell) = (database, now, OrderBell(pause, mostWaiting: mostWaiting))
    }

    package func take(_ order: WorkOrder) async throws {
        let now = now()
        try await database.write { try OpenOrderStore.take(order, at: now, $0) }
        bell.ring()
    }

    package func amend(_ amendment: WorkAmendment) async throws {
        try await database.write { try OpenOrderStore.amend(amendment, $0) }
        bell.ring()
    }

    /// Where work has begun it is answered at once.
    package func askToCancel(_ order: OrderNumber) async throws {
        let now = now()
        try await database.write { database in
            guard let open = try OpenOrderStore.find(order, database) else {
                guard try !OpenOrderStore.isCancelledBeforehand(order, database) else { return }
                try OpenOrderStore.cancelBeforehand(order, at: now, database)
                return try OpenReportStore.add(.cancellationGranted, of: order, at: now, database)
            }
            if open.state.isBefore { return try OpenOrderStore.set(.asked, of: order, database) }
            guard open.state != .cancelled else { return }
            try OpenOrderStore.note(.cancellationRefused, of: open, at: now, database)
        }
        bell.ring()
    }

    package func reports(after sequence: Int, limit: Int) async throws -> [WorkReport] {
        try database.read { try OpenReportStore.reports(after: sequence, limit: limit, $0) }
    }

    /// Nobody is kept waiting any more: the program ends.
    package func stop() { bell.stop() }
}
