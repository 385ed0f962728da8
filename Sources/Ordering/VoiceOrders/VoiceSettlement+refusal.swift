package import Exchange
package import SQLite
package import Telephony

extension VoiceSettlement {
    /// VOICE-2: what stands against an order that is carried out at once; nil: nothing does.
    package func refusal(
        of contract: ContractCode, _ policy: OrderPolicy, at now: Moment, _ database: Connection
    ) throws -> OrderRefusal? {
        guard let dated = try OrderStore.lastDated(of: contract, database) else { return nil }
        let end = moment(openedOn: dated.openingDay, policy.calendar)
        return dated.state.isOpen || now < end ? .unsettled(dated.number, contract, from: end) : nil
    }
}
