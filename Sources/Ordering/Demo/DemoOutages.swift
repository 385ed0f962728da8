import Exchange
package import SQLite
package import Telephony

/// The outages of the demonstration, marked 見本: one that is over and looks compensable, one that goes on.
package enum DemoOutages {
    struct Sample {
        let contract: String
        /// Before the demonstration begins.
        let known: Duration
        /// Nil: it goes on.
        let length: Duration?
    }

    static let samples = [
        Sample(contract: "N100000001", known: .days(12), length: .hours(53) + .minutes(20)),
        Sample(contract: "N100000003", known: .hours(20), length: nil),
    ]

    /// Unless there are outages already.
    /// - Parameter now: of the business clock.
    package static func add(at now: Moment, in language: Language, _ database: Connection) throws {
        guard try OutageStore.list(database).isEmpty else { return }
        for sample in samples {
            let known = now - sample.known
            guard let code = ContractCode(sample.contract), try SmartPBXStore.contract(code, database) != nil,
                let outage = Outage(
                    code, knownAt: known, recoveredAt: sample.length.map { known + $0 }, .whole, .ours,
                    text: text(in: language))
            else { continue }
            _ = try OutageStore.add(outage, at: now, database)
        }
    }
}
