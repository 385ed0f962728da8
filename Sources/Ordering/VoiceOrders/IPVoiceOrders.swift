package import Contracts
package import Exchange
package import SQLite
package import Telephony

/// What IP Voice makes of its orders. Contracts of type ひかり電話 are contracts of the settings site: their numbers come and go there in
/// the same transaction (VOICE-12).
package struct IPVoiceOrders: ServiceOrders {
    private let uses: NumberUses

    /// An order is done of a contract that is not there, or no longer.
    enum ContractMissing: Error, Equatable {
        case voice(ContractCode)
        /// Of the settings site.
        case settings(PhoneNumber)
    }

    /// - Parameter uses: what the settings site's features hold about numbers.
    package init(uses: NumberUses) { self.uses = uses }

    package var service: OrderedService { .ipVoice }

    package func work(of order: Order, _ database: Connection) throws -> WorkOrder {
        let donors = try PortStore.donors(of: order, database)
        let numbers = try VoiceOrderStore.lines(of: order.number, database).map { line in
            WorkNumber(line.number, line.change, features: line.features, donor: donors[line.number])
        }
        return WorkOrder(
            number: order.number, contract: order.contract, kind: .change, numbers: numbers,
            begins: order.night.begins)
    }

    package func apply(_ order: Order, at now: Moment, _ database: Connection) throws {
        guard let contract = try VoiceContractStore.find(order.contract, database) else {
            throw ContractMissing.voice(order.contract)
        }
        let lines = try VoiceOrderStore.lines(of: order.number, database)
        let ported = try PortStore.done(of: order.number, database)
        let step = VoiceNumberStep(contract: contract, uses: uses, now: now)
        // What ends makes room for what comes; what comes is given before anybody has it.
        try step.end(lines.filter { $0.change == .disconnect }.map(\.number), database)
        try NumberBlockStore.give(heldBy: order.number, database)
        try NumberBlockStore.giveDirectly(ported.sorted(), database)
        try step.add(lines.filter { $0.change == .connect || ported.contains($0.number) }, database)
        try step.adapt(lines.filter { $0.change == .adapt }, database)
        try NetworkAddressStore.apply(
            NetworkAddressStore.changes(of: order.number, database), to: order.contract, at: now, database)
    }

    /// What was held is free again.
    package func drop(_ order: Order, at now: Moment, _ database: Connection) throws {
        try NumberBlockStore.release(heldBy: order.number, database)
    }

    package func hear(
        _ step: PortStep, of number: PhoneNumber, _ order: Order, at now: Moment, _ database: Connection
    ) throws -> OrderMail? {
        let wasDated = try PortStore.isDated(number, in: order.number, database)
        try PortStore.move(number, in: order.number, to: step, at: now, database)
        switch step {
        case .refused: return .numberRefused
        // One mail when all of them have their time; that another day was asked for is told by itself.
        case .dated: return try !wasDated && PortStore.areAllDated(order.number, database) ? .numberDated : nil
        case .confirming, .switching, .done, .cancelled: return nil
        }
    }

    package func register(_ database: Connection) throws -> [ContractCode: RegisteredContract] {
        try VoiceNumberStore.register(database)
    }
}
