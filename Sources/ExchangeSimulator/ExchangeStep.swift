import Exchange
import SQLite
import Telephony

/// One step of one order at the simulated exchange, in the transaction of its report.
struct ExchangeStep {
    let order: SimulatedOrder
    let policy: SimulatorPolicy
    let mode: ExchangeMode
    let now: Moment

    init(order: SimulatedOrder, policy: SimulatorPolicy, mode: ExchangeMode, at now: Moment) {
        (self.order, self.policy, self.mode, self.now) = (order, policy, mode, now)
    }

    /// Half of the extensions that come are registered at once, so that who breaks off has something to restore.
    func begin(taking time: Duration, _ database: Connection) throws {
        let work = try SimulatedWork(order, database)
        if let failure = try refusal(of: work, database) { return try fail(failure, database) }
        try ExchangeRegisterStore.register(work.lines.prefix((work.lines.count + 1) / 2), for: order, database)
        try ExchangeNumberStore.connect(work.coming.prefix((work.coming.count + 1) / 2), for: order, database)
        try ExchangeOrderStore.begin(order.number, at: now, taking: time, database)
        try ExchangeReportStore.add(.begun, of: order.number, at: now, database)
        try report(.switching, of: work.coming.filter { $0.change == .port }, database)
    }

    func end(_ database: Connection) throws {
        let work = try SimulatedWork(order, database)
        if mode == .fail || work.lines.contains(where: { $0.ends(with: policy.failingEnding) }) {
            try ExchangeRegisterStore.restore(order, database)
            try ExchangeNumberStore.restore(order, database)
            return try fail(.equipment, database)
        }
        try ExchangeRegisterStore.register(work.lines.dropFirst((work.lines.count + 1) / 2), for: order, database)
        try ExchangeNumberStore.connect(work.coming.dropFirst((work.coming.count + 1) / 2), for: order, database)
        switch order.kind {
        case .open: try ExchangeRegisterStore.open(order, database)
        case .change:
            try ExchangeRegisterStore.change(order, gone: work.gone, renamed: work.renamed, database)
            try ExchangeNumberStore.change(order, gone: work.leaving, adapted: work.adapted, database)
        case .close: try ExchangeRegisterStore.close(order.contract, database)
        }
        try report(.done, of: work.coming.filter { $0.change == .port }, database)
        try report(.cancelled, of: work.refused, database)
        try ExchangeOrderStore.move(order.number, to: .done, at: now, database)
        try ExchangeReportStore.add(
            work.refused.isEmpty ? .completed : .completedPartly, of: order.number, at: now, database)
    }

    private func report(_ step: PortStep, of numbers: [WorkNumber], _ database: Connection) throws {
        for number in numbers {
            try ExchangeReportStore.add(.port(number.number, step), of: order.number, at: now, database)
        }
    }

    private func fail(_ failure: WorkFailure, _ database: Connection) throws {
        try ExchangeOrderStore.move(order.number, to: .failed, at: now, database)
        try ExchangeReportStore.add(.failed(failure), of: order.number, at: now, database)
    }

    private func refusal(of work: SimulatedWork, _ database: Connection) throws -> WorkFailure? {
        if mode == .refuse { return .noRoom }
        let isThere = try ExchangeRegisterStore.isThere(order.contract, database)
        switch order.kind {
        case .open: if isThere { return .taken }
        case .change, .close: if !isThere { return .missing }
        }
        if work.lines.contains(where: { $0.ends(with: policy.refusedEnding) }) { return .taken }
        guard order.kind != .close else { return nil }
        if let channels = order.officeLinkChannels {
            let isLinked = try ExchangeRegisterStore.officeLinkChannels(of: order.contract, database) > 0
            if isLinked == (channels > 0) { return isLinked ? .taken : .missing }
        }
        if work.isOfNumbers { return try work.failure(of: order.contract, database) }
        return work.failure(beside: try ExchangeRegisterStore.lines(of: order.contract, database))
    }
}

extension WorkLine {
    fileprivate func ends(with ending: String?) -> Bool { ending.map(digits.hasSuffix) ?? false }
}
