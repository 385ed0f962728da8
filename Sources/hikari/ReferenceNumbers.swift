import Contracts
import SQLite
import Settings
import Telephony

/// FAULT-7: reference lines are the operator's own. One of a customer's would be called while the customers' lines are in doubt, and
/// speak for itself.
enum ReferenceNumbers {
    /// Throws if one of them is a number of a contract, by now or by what has just been written.
    static func refuseCustomers(_ configuration: Configuration, _ database: Connection) throws {
        if let problem = try problem(configuration, database) { throw Refusal(problem) }
    }

    static func problem(_ configuration: Configuration, _ database: Connection) throws -> String? {
        for number in configuration.settings.monitor.referenceNumbers {
            if number == configuration.settings.testCallNumber {
                return "monitor.reference-numbers: test calls come from \(number), it cannot be called too"
            }
            if let contract = try ContractsStore.contract(of: number, database) {
                return "monitor.reference-numbers: \(number) is a number of the contract \(contract.number)"
            }
        }
        return nil
    }

    /// For the operator; nil when there is nothing to warn of.
    static func warning(_ configuration: Configuration) -> String? {
        guard configuration.sip.proxy != nil, configuration.settings.monitor.referenceNumbers.isEmpty else {
            return nil
        }
        return "no monitor.reference-numbers: a disaster cannot be told from a fault of ours, and is held"
    }
}
