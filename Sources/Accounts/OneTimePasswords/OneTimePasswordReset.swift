import Contracts
package import SQLite
package import Shell
package import Telephony

/// The operator's way out for somebody who can neither read the mail nor remembers ID and password (OPS-2).
package enum OneTimePasswordReset {
    /// Forgets what the number has chosen and registered, and ends its sessions. False when it had chosen nothing. Throws
    /// `ContractProblems` for a number of no contract.
    package static func run(_ number: PhoneNumber, at now: Moment, _ mails: MailTemplates, _ database: Connection)
        throws
        -> Bool
    {
        guard let facts = try SignInStore.facts(number, database) else {
            throw ContractProblems(all: [.numberUnknown(number)])
        }
        let before = try OneTimePasswordStore.find(number, database)
        guard try OneTimePasswordStore.forget(number, database) else { return false }
        try SessionStore.endAll(of: number, database)
        let words = before?.isUsed == true ? before?.address?.masked ?? "used" : "not used"
        let actor = Actor.operator(contract: facts.contract, at: now)
        try actor.audit("one-time-password.reset", subject: number.digits, before: words, database)
        if let address = before?.address {
            try SecurityNotice(OneTimePasswordNotice.reset, of: number, by: actor).write(to: address, mails, database)
        }
        return true
    }
}
