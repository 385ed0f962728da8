package import Exchange
@testable import Ordering
import SQLite
import Shell
import Telephony
import Testing

extension TestOrderingSite {
    /// A contract that has been in use for a day: 22-2000, 22-2001 and so on, of which the last are VoIP-GW.
    package func addSmartPBX(
        _ code: ContractCode = .first, of company: Int, extensions: Int, gateways: Int = 0, addedChannels: Int = 0,
        deviceDigits: Int = 4
    ) throws {
        let plan = try #require(NumberPlan(siteDigits: 2, deviceDigits: deviceDigits))
        let lines = try (0..<extensions).map { place in
            Extension(
                number: try ExtensionNumber.read(site: "22", device: "\(2_000 + place)", in: plan).get(),
                device: place < extensions - gateways ? .smartphone : .gateway)
        }
        let at = clock.now - .days(1)
        try services.database.writeAndWait { database in
            try ServiceContractStore.add(code, of: company, .smartPBX, at: at, database)
            try ServiceContractStore.open(code, at: at, database)
            try SmartPBXStore.add(code, plan, lines, addedChannels: addedChannels, database)
        }
    }
}
