package import SQLite
package import Telephony

/// The facts that an explanation rests on.
package enum CallExplanationStore {
    /// Nil for a number of no contract. Other contracts' numbers on the way are none of this one's: there the way ends.
    package static func way(
        _ question: CallExplanation.Question, testCallNumber: PhoneNumber?, _ database: Connection
    ) throws -> (contract: Int, way: CallWay)? {
        guard let asked = try CallSettingsStore.find(question.to, at: question.at, database) else { return nil }
        let call = Call(
            to: question.to, from: question.from,
            isTest: testCallNumber != nil && question.from.number == testCallNumber)
        let way = try CallWay.follow(call, testCallNumber: testCallNumber) { number in
            guard let found = try CallSettingsStore.find(number, at: question.at, database),
                found.contract == asked.contract
            else { return nil }
            var settings = found.settings
            settings.requestsNumber = question.requestsNumber && number == question.to
            return settings
        }
        return (asked.contract, way)
    }

    /// Whether the number is one of the contract's.
    static func isNumber(_ number: PhoneNumber, of contract: Int, _ database: Connection) throws -> Bool {
        try database.exists("SELECT 1 FROM phone_number WHERE contract_id = ?1 AND number = ?2", contract, number)
    }
}
