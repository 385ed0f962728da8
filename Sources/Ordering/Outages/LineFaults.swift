import Exchange
package import SQLite
package import Telephony

/// A fault that 故障・回復通知 has recorded of a line, wherever that is kept.
package struct LineFault: Sendable, Equatable {
    package let number: PhoneNumber
    package let beganAt: Moment
    /// Nil: it goes on.
    package let endedAt: Moment?

    package init(_ number: PhoneNumber, from beganAt: Moment, to endedAt: Moment?) {
        (self.number, self.beganAt, self.endedAt) = (number, beganAt, endedAt)
    }
}

/// What 故障・回復通知 knows offers itself as evidence of 知った時刻; it decides nothing (LIAB-2).
package struct LineFaults: Sendable {
    /// So far from 知った時刻 it is offered.
    package static let span: Duration = .hours(24)

    /// Those that began within the time, of whichever lines, the oldest first.
    private let began: @Sendable (_ from: Moment, _ to: Moment, _ database: Connection) throws -> [LineFault]

    package init(
        _ began: @escaping @Sendable (_ from: Moment, _ to: Moment, _ database: Connection) throws -> [LineFault]
    ) {
        self.began = began
    }

    /// Of the outside numbers of the contract.
    package func evidence(of outage: Outage, _ database: Connection) throws -> [LineFault] {
        let near = try began(outage.knownAt - Self.span, outage.knownAt + Self.span, database)
        if near.isEmpty { return [] }
        let voice = Set(try VoiceContractStore.contracts(onAccess: outage.contract, database))
        let numbers = try VoiceNumberStore.find(near.map(\.number), database).filter {
            voice.contains($0.value.contract)
        }
        return try near.filter { fault in
            let line = try ExtensionRoutingStore.line(fault.number, database)
            return line?.contract == outage.contract || numbers[fault.number] != nil
        }
    }
}
