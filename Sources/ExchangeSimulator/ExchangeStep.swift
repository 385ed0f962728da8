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

    /// Half of the extensions are registered at once, so that who breaks off has something to restore.
    func begin(taking time: Duration, _ database: Connection) throws {
        let lines = try ExchangeOrderStore.lines(of: order.number, database)
        if let failure = try refusal(of: lines, database) { return try fail(failure, database) }
        try ExchangeRegisterStore.register(lines.prefix((lines.count + 1) / 2), for: order, database)
        try ExchangeOrderStore.begin(order.number, at: now, taking: time, database)
        try ExchangeReportStore.add(.begun, of: order.number, at: now, database)
    }

    func end(_ database: Connection) throws {
        let lines = try ExchangeOrderStore.lines(of: order.number, database)
        if mode == .fail || lines.contains(where: { $0.ends(with: policy.failingEnding) }) {
            try ExchangeRegisterStore.restore(order, database)
            return try fail(.equipment, database)
        }
        try ExchangeRegisterStore.register(lines.dropFirst((lines.count + 1) / 2), for: order, database)
        try ExchangeRegisterStore.open(order, database)
        try ExchangeOrderStore.move(order.number, to: .done, at: now, database)
        try ExchangeReportStore.add(.completed, of: order.number, at: now, database)
    }

    private func fail(_ failure: WorkFailure, _ database: Connection) throws {
        try ExchangeOrderStore.move(order.number, to: .failed, at: now, database)
        try ExchangeReportStore.add(.failed(failure), of: order.number, at: now, database)
    }

    private func refusal(of lines: [WorkLine], _ database: Connection) throws -> WorkFailure? {
        if mode == .refuse { return .noRoom }
        if try ExchangeRegisterStore.isThere(order.contract, database) { return .taken }
        if lines.contains(where: { $0.ends(with: policy.refusedEnding) }) { return .taken }
        return isSound(lines) ? nil : .malformed
    }

    /// What the equipment can hold, judged by itself: it trusts nobody's rules.
    private func isSound(_ lines: [WorkLine]) -> Bool {
        let length = lines.first?.digits.utf8.count ?? 0
        return (1...1_500).contains(lines.count) && (3...22).contains(length) && (10...300).contains(order.channels)
            && lines.allSatisfy { line in
                line.digits.utf8.count == length && line.digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            } && Set(lines.map(\.digits)).count == lines.count
    }
}

extension WorkLine {
    fileprivate func ends(with ending: String?) -> Bool { ending.map(digits.hasSuffix) ?? false }
}
