import ExchangeSimulator
import SQLite
import Telephony

/// What other carriers have of numbers that can be brought to the demonstration (EXCH-8): five for its company, of which the third is in
/// another name, and one that cannot be brought.
enum DemoCarriers {
    static func add(_ database: Connection) throws {
        for donor in DemoCarrierWords.donors {
            guard let number = PhoneNumber(clean: donor.number) else { continue }
            try ExchangeNumberStore.set(
                SimulatedDonor(
                    number: number, carrier: donor.carrier, holder: donor.holder, address: DemoCarrierWords.address,
                    refusal: donor.refusal), database)
        }
    }
}
