package import SQLite
package import Shell
import Telephony

/// What administrators, and the operator, do to accounts: each in one transaction with its line of the trail and its mails.
package struct AccountChange: Sendable {
    package let actor: Actor
    private let mails: MailTemplates
    private let random: @Sendable (Int) -> [UInt8]

    package init(by actor: Actor, _ mails: MailTemplates, random: @escaping @Sendable (Int) -> [UInt8]) {
        self.actor = actor
        self.mails = mails
        self.random = random
    }

    /// Adds an account and mails its link.
    /// - Throws: `AccountProblem.addressTaken`.
    @discardableResult
    package func add(_ draft: AccountDraft, to company: Int, _ database: Connection) throws -> Int {
        guard try AccountStore.find(draft.mailAddress, database) == nil else { throw AccountProblem.addressTaken }
        let id = try AccountStore.add(
            company: company, draft.mailAddress, name: draft.name, telephone: draft.telephone,
            isAdministrator: draft.isAdministrator, at: actor.at, database)
        try actor.audit("account.added", subject: draft.mailAddress.text, after: draft.line, database)
        if let account = try AccountStore.find(id, database) { try send(.activation, to: account, database) }
        return id
    }

    /// - Throws: `AccountProblem.lastAdministrator` (ACCT-5).
    package func change(_ account: Account, to draft: AccountDraft, _ database: Connection) throws {
        if !draft.isAdministrator { try keepAdministrator(account, database) }
        try AccountStore.change(
            account.id, name: draft.name, telephone: draft.telephone, isAdministrator: draft.isAdministrator, database)
        try actor.audit(
            "account.changed", subject: account.mailAddress.text, before: account.draft.line, after: draft.line,
            database)
    }

    /// The link once more, under a new secret; a void account is invited again.
    package func invite(_ account: Account, _ database: Connection) throws {
        if account.standing == .void { try AccountStore.invite(account.id, database) }
        try send(.activation, to: account, database)
    }

    /// - Throws: `AccountProblem.lastAdministrator` (ACCT-5).
    package func makeVoid(_ account: Account, _ database: Connection) throws {
        try keepAdministrator(account, database)
        try AccountStore.setVoid(account.id, database)
        try actor.audit("account.void", subject: account.mailAddress.text, database)
        try AccountNotice.madeVoid.write(to: account.mailAddress, by: actor, mails, database)
    }

    /// ACCT-3: the app and the recovery codes are forgotten; the next sign-in asks for a code of the mail, and then for a choice.
    package func resetSecondFactor(_ account: Account, _ database: Connection) throws {
        try AccountFactorStore.reset(account.id, database)
        try EmployeeSessionStore.endAll(of: account.id, database)
        try actor.audit("account.second-factor-reset", subject: account.mailAddress.text, database)
        try AccountNotice.secondFactorReset.write(to: account.mailAddress, by: actor, mails, database)
    }

    private func keepAdministrator(_ account: Account, _ database: Connection) throws {
        let others = try AccountStore.otherAdministrators(than: account, database)
        if AccountRefusal.ofLosingAdministrator(account, others: others) != nil {
            throw AccountProblem.lastAdministrator
        }
    }

    private func send(_ purpose: AccountLink.Purpose, to account: Account, _ database: Connection) throws {
        let company = try CompanyStore.find(account.company, database)
        try AccountMail(account, companyName: company?.name ?? "", by: actor, mails, random: random)
            .send(purpose, database)
    }
}

extension Account {
    package var draft: AccountDraft {
        AccountDraft(mailAddress: mailAddress, name: name, telephone: telephone, isAdministrator: isAdministrator)
    }
}

extension AccountDraft {
    /// As the trail has it.
    fileprivate var line: String { "\(name) \(telephone.digits) \(isAdministrator ? "administrator" : "user")" }
}
