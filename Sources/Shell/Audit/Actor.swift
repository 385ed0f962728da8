package import SQLite
package import Telephony

/// Who does something, for what is written about it: a person at a browser, the operator, a telephone, the site itself.
package struct Actor: Sendable, Equatable {
    /// nil for what is nobody's in particular.
    package let contract: Int?
    /// The signed-in number, or the one that calls; nil for the operator and for what happens by itself.
    package let number: PhoneNumber?
    /// As the audit trail has it: a client's address, `operator`, `telephone` or `automatic`.
    package let client: String
    package let at: Moment

    package init(contract: Int?, number: PhoneNumber?, client: String, at: Moment) {
        self.contract = contract
        self.number = number
        self.client = client
        self.at = at
    }

    /// Who calls the telephone menu; the number need not be the contract's.
    package static func telephone(_ caller: PhoneNumber, contract: Int?, at now: Moment) -> Actor {
        Actor(contract: contract, number: caller, client: telephoneClient, at: now)
    }

    package static let telephoneClient = "telephone"
    private static let operatorClient = "operator"
    private static let automaticClient = "automatic"

    /// The operator at the command line.
    package static func `operator`(contract: Int?, at now: Moment) -> Actor {
        Actor(contract: contract, number: nil, client: operatorClient, at: now)
    }

    /// The site by itself.
    package static func automatic(contract: Int, at now: Moment) -> Actor {
        Actor(contract: contract, number: nil, client: automaticClient, at: now)
    }

    package var isAutomatic: Bool { client == Actor.automaticClient }
    package var isAtTelephone: Bool { client == Actor.telephoneClient }

    /// Writes a line of the audit trail (AUTH-12); belongs into the transaction of what it tells about.
    package func audit(
        _ event: AuditEvent, subject: String = "", before: String? = nil, after: String? = nil, _ database: Connection
    ) throws {
        try AuditStore.write(
            AuditEntry(
                at: at, contract: contract, number: number, client: client, event: event, subject: subject,
                before: before, after: after), database)
    }
}
