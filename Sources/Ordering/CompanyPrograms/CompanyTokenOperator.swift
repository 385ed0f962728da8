package import SQLite
import Shell
package import Telephony

/// The operator gives tokens to companies, and takes them back.
package enum CompanyTokenOperator {
    package enum Fault: Error, Sendable, Equatable {
        /// The company has no such account.
        case accountUnknown
        /// It has not been begun with, or is void.
        case accountNotActive
        case label
        /// The account has as many as it may have.
        case tooMany
    }

    /// - Throws: `Fault`.
    package static func add(
        _ token: CompanyToken, for address: MailAddress, of company: Int, label typed: String, at now: Moment,
        _ database: Connection
    ) throws -> Int {
        let label = PlainName(typed)
        guard label.count <= CompanyToken.longestLabel, !label.hasControlCharacters else { throw Fault.label }
        guard let account = try AccountStore.find(address, database), account.company == company else {
            throw Fault.accountUnknown
        }
        guard account.standing == .active else { throw Fault.accountNotActive }
        guard try CompanyTokenStore.count(ofAccount: account.id, database) < CompanyToken.most else {
            throw Fault.tooMany
        }
        let id = try CompanyTokenStore.add(token, of: account.id, label.text, at: now, database)
        try Actor.operatorOfOrdering(company: company, at: now).audit(
            "token.added", subject: account.mailAddress.text, after: name(id, label.text), database)
        return id
    }

    /// Nil: there is no such token.
    package static func remove(_ id: Int, at now: Moment, _ database: Connection) throws -> CompanyTokenEntry? {
        guard let entry = try CompanyTokenStore.find(id, database) else { return nil }
        try CompanyTokenStore.remove(id, database)
        try Actor.operatorOfOrdering(company: entry.company, at: now).audit(
            "token.removed", subject: entry.account, before: name(id, entry.label), database)
        return entry
    }

    private static func name(_ id: Int, _ label: String) -> String { label.isEmpty ? "\(id)" : "\(id) \(label)" }
}
