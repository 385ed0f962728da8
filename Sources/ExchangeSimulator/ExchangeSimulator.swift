package import Exchange
package import SQLite
package import Telephony

/// A stand-in for 交換設備 (EXCH-4): it keeps orders, extensions and reports in tables of its own, judges orders by itself, works through
/// them in its own time, and restores itself where it breaks off. It says of every report that it is simulated.
package struct ExchangeSimulator: Exchange {
    private let database: Database
    private let policy: SimulatorPolicy
    private let now: @Sendable () -> Moment
    private let random: @Sendable (Int) -> [UInt8]

    /// So many orders are moved in one transaction: each may have 1,500 lines, and nobody else writes meanwhile.
    private static let mostAtOnce = 20

    package init(
        _ database: Database, _ policy: SimulatorPolicy = SimulatorPolicy(), now: @escaping @Sendable () -> Moment,
        random: @escaping @Sendable (Int) -> [UInt8]
    ) {
        (self.database, self.policy, self.now, self.random) = (database, policy, now, random)
    }

    package func take(_ order: WorkOrder) async throws {
        let now = now()
        try await database.write { database in
            try answering(database)
            try ExchangeOrderStore.take(order, at: now, database)
        }
    }

    package func amend(_ amendment: WorkAmendment) async throws {
        let now = now()
        try await database.write { database in
            try answering(database)
            try ExchangeOrderStore.amend(amendment, at: now, database)
        }
    }

    package func askToCancel(_ order: OrderNumber) async throws {
        let now = now()
        try await database.write { database in
            try answering(database)
            switch try ExchangeOrderStore.find(order, database)?.state {
            case nil, .taken:
                try ExchangeOrderStore.cancel(order, at: now, database)
                try ExchangeReportStore.add(.cancellationGranted, of: order, at: now, database)
            case .cancelled: break
            case .working, .done, .failed:
                try ExchangeReportStore.add(.cancellationRefused, of: order, at: now, database)
            }
        }
    }

    package func reports(after sequence: Int, limit: Int) async throws -> [WorkReport] {
        try database.read { database in
            try answering(database)
            return try ExchangeReportStore.reports(after: sequence, limit: limit, database)
        }
    }

    private func answering(_ database: Connection) throws {
        if try ExchangeReportStore.mode(database) == .down { throw ExchangeUnreachable() }
    }

    /// Begins and ends what is due: its duty, again and again.
    package func work() async throws {
        let (mode, now) = (try database.read(ExchangeReportStore.mode), now())
        guard mode != .down else { return }
        while try await confirm(at: now) == Self.mostAtOnce, !Task.isCancelled {}
        while try await begin(mode, at: now) == Self.mostAtOnce, !Task.isCancelled {}
        while try await end(mode, at: now) == Self.mostAtOnce, !Task.isCancelled {}
        while try await equip(mode, at: now) == Self.mostAtOnce, !Task.isCancelled {}
    }

    /// What other carriers answer about numbers that are to come from them (EXCH-8).
    private func confirm(at now: Moment) async throws -> Int {
        let asked = now - policy.confirmation
        let due = try database.read {
            try ExchangeNumberStore.toConfirm(askedBefore: asked, atMost: Self.mostAtOnce, $0)
        }
        guard !due.isEmpty else { return 0 }
        try await database.write { database in
            for (order, number) in due {
                try ExchangePortStep(order: order, now: now).confirm(number, database)
            }
        }
        return due.count
    }

    /// How many were due; all of them are moved.
    private func begin(_ mode: ExchangeMode, at now: Moment) async throws -> Int {
        let due = try database.read { try ExchangeOrderStore.toBegin(at: now, atMost: Self.mostAtOnce, $0) }
        guard !due.isEmpty else { return 0 }
        let times = due.map { _ in policy.time(random(8)) }
        try await database.write { [policy] database in
            for (number, time) in zip(due, times) {
                guard let order = try ExchangeOrderStore.find(number, database), order.state == .taken else { continue }
                let step = ExchangeStep(order: order, policy: policy, mode: mode, at: now)
                try step.begin(taking: time, database)
            }
        }
        return due.count
    }

    private func end(_ mode: ExchangeMode, at now: Moment) async throws -> Int {
        let due = try database.read {
            try ExchangeOrderStore.toEnd(at: now, slowness: slowness(mode), atMost: Self.mostAtOnce, $0)
        }
        guard !due.isEmpty else { return 0 }
        try await database.write { [policy] database in
            for number in due {
                guard let order = try ExchangeOrderStore.find(number, database), order.state == .working else {
                    continue
                }
                try ExchangeStep(order: order, policy: policy, mode: mode, at: now).end(database)
            }
        }
        return due.count
    }

    /// 設備工事: nothing that people have ordered hangs on it any more.
    private func equip(_ mode: ExchangeMode, at now: Moment) async throws -> Int {
        let due = try database.read {
            try ExchangeOrderStore.toEquip(at: now, slowness: slowness(mode), atMost: Self.mostAtOnce, $0)
        }
        guard !due.isEmpty else { return 0 }
        try await database.write { database in
            for number in due {
                try ExchangeOrderStore.endEquipment(of: number, at: now, database)
                try ExchangeReportStore.add(.equipmentCompleted, of: number, at: now, database)
            }
        }
        return due.count
    }

    private func slowness(_ mode: ExchangeMode) -> Int { mode == .slow ? policy.slowness : 1 }
}
