import Contracts
package import SQLite
package import Shell
package import Telephony

/// FWD-9: what the operator does to a customer's forwarding.
package enum BulkForwardingOperator {
    /// Longer ones are no sentence on a page.
    package static let longestReason = 100

    package enum StopOutcome: Sendable, Equatable {
        case stopped
        /// It was off.
        case unchanged
        case unknown
    }

    /// Nil for what cannot stand on the customer's page: nothing, too much, or what is no text.
    package static func reason(_ text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !words.isEmpty, words.count <= longestReason, !words.unicodeScalars.contains(where: PlainName.isControl)
        else { return nil }
        return words
    }

    /// Stops the forwarding of the contract that a number belongs to; the customer reads why.
    package static func stop(
        _ number: PhoneNumber, reason: String, at now: Moment, _ mails: MailTemplates, _ database: Connection
    ) throws -> StopOutcome {
        guard let contract = try ContractsStore.contract(of: number, database) else { return .unknown }
        let outcome = try BulkForwardingServiceStore.turn(
            on: false, shownVersion: nil, reason: reason, of: contract.id,
            by: .operator(contract: contract.id, at: now), telling: mails, database)
        return outcome == .switched ? .stopped : .unchanged
    }
}
