import Contracts
package import Exchange
package import SQLite
package import Telephony

/// The voice contracts of the demonstration, the numbers that can be ordered, and what the exchange should have.
package enum DemoVoice {
    private struct Sample {
        let code: String
        let type: VoiceContractType
        let base: String
        /// Dial-in numbers, which follow the base number.
        var count = 0
        var isCloudPlan = false
        var hasMembersNet = false
        var access: String?
    }

    private static let group = "VG00000001"

    private static let samples = [
        Sample(code: "N200000001", type: .universalOne, base: "0312345000", count: 20),
        Sample(code: "N200000002", type: .universalOne, base: "0312346000", count: 10, isCloudPlan: true),
        Sample(code: "N200000003", type: .universalOne, base: "0312347000", count: 10, hasMembersNet: true),
        Sample(code: "N200000004", type: .smartPBX, base: "05012347000", count: 4, access: "N100000004"),
        // The settings site's contract, with the numbers that it has there.
        Sample(code: "N200000005", type: .hikari, base: "0312341000"),
        Sample(code: "N200000006", type: .universalOne, base: "0667890000", count: 1_001),
    ]

    private static let blocks = [
        (area: "03", first: "0312345000", count: 5_000), (area: "06", first: "0667890000", count: 5_000),
        (area: "050", first: "05012345000", count: 5_000),
    ]

    /// Puts those that are not there yet into the database; returns them for the exchange.
    package static func add(
        at now: Moment, in language: Language, _ database: Connection
    ) throws -> [ContractCode: RegisteredContract] {
        if try NumberBlockStore.blocks(database).isEmpty { try addBlocks(database) }
        var added: [ContractCode: RegisteredContract] = [:]
        guard let company = try CompanyStore.find(named: DemoCompanies.Sample.trading.name(in: language), database)?.id
        else { return added }
        for sample in samples {
            guard let code = ContractCode(sample.code), let group = VoiceGroupCode(group),
                let base = PhoneNumber(clean: sample.base), try VoiceContractStore.find(code, database) == nil
            else { continue }
            let contract = VoiceContract(
                code: code, group: group, type: sample.type, isCloudPlan: sample.isCloudPlan,
                hasMembersNet: sample.hasMembersNet, access: sample.access.flatMap { ContractCode($0) })
            let registered = try VoiceContractOperator.add(
                VoiceContractDraft(contract, bases: [base]), of: company, at: now, database)
            let more = numbers(after: base, count: sample.count)
            try VoiceNumberStep(contract: contract, uses: .none, now: now).add(
                more.map { VoiceOrderLine($0, beside: base, .connect, .none) }, database)
            try NumberBlockStore.giveDirectly(more, database)
            added[code] = RegisteredContract(
                numbers: registered.numbers.merging(more.map { ($0, .none) }) { first, _ in first })
        }
        return added
    }

    private static func addBlocks(_ database: Connection) throws {
        for block in blocks {
            guard let first = PhoneNumber(clean: block.first), let run = NumberRun(first: first, count: block.count)
            else { continue }
            try NumberBlockStore.add(run, area: block.area, database)
        }
        // Of Smart PBX contracts, which have them without an order.
        try NumberBlockStore.giveDirectly(DemoExtensionSettings.lines, database)
    }

    private static func numbers(after base: PhoneNumber, count: Int) -> [PhoneNumber] {
        count == 0 ? [] : Array((NumberRun(first: base, count: count + 1)?.numbers ?? []).dropFirst())
    }
}
