package import Exchange
package import SQLite
package import Telephony

/// The Smart PBX contracts of the demonstration, and what the exchange should have of them.
package enum DemoSmartPBX {
    struct Sample {
        let code: String
        let company: DemoCompanies.Sample
        let deviceDigits: Int
        let count: Int
        let added: Int
        /// The last ones of the contract.
        var others: [DeviceKind] = []
        /// It has groups and outside numbers.
        var isSetUp = false
    }

    static let samples = [
        // One IP-Phone; the 51st extension brings another ten channels.
        Sample(
            code: "N100000001", company: .trading, deviceDigits: 3, count: 45, added: 0, others: [.desk],
            isSetUp: true),
        // 140 and 10: the 751st extension crosses 160.
        Sample(code: "N100000002", company: .trading, deviceDigits: 4, count: 700, added: 10),
        // What an order here neither brings nor takes.
        Sample(
            code: "N100000003", company: .trading, deviceDigits: 3, count: 12, added: 0, others: [.gateway, .gateway]),
        // The access of a voice contract, so that it is not ended.
        Sample(code: "N100000004", company: .trading, deviceDigits: 3, count: 6, added: 0),
        // Of the company that nobody of the other sees.
        Sample(code: "N000000001", company: .manufacturing, deviceDigits: 3, count: 5, added: 0),
    ]

    /// Puts those that are not there yet into the database; returns them for the exchange.
    package static func add(
        at now: Moment, in language: Language, _ database: Connection
    ) throws -> [ContractCode: RegisteredContract] {
        var added: [ContractCode: RegisteredContract] = [:]
        for sample in samples {
            let name = sample.company.name(in: language)
            guard let code = ContractCode(sample.code), let company = try CompanyStore.find(named: name, database)?.id,
                try ServiceContractStore.find(code, of: company, database) == nil,
                let plan = NumberPlan(siteDigits: 2, deviceDigits: sample.deviceDigits)
            else { continue }
            let lines = lines(of: sample)
            try ServiceContractStore.add(code, of: company, .smartPBX, at: now, database)
            try SmartPBXStore.add(code, plan, lines, addedChannels: sample.added, database)
            try ServiceContractStore.open(code, at: now, database)
            if sample.isSetUp { try DemoExtensionSettings.add(to: code, at: now, in: language, database) }
            added[code] = RegisteredContract(
                channels: Channels(extensions: lines.count, added: sample.added).all,
                lines: Dictionary(uniqueKeysWithValues: lines.map { ($0.number.digits, $0.device) }))
        }
        return added
    }

    /// 22-201 and on.
    private static func lines(of sample: Sample) -> [Extension] {
        let first = sample.deviceDigits == 3 ? 201 : 2_001
        let own = sample.count - sample.others.count
        return (0..<sample.count).map { place in
            let kind =
                place < own ? (place % 3 == 2 ? DeviceKind.computer : .smartphone) : sample.others[place - own]
            return Extension(number: ExtensionNumber(site: "22", device: "\(first + place)"), device: kind)
        }
    }
}
