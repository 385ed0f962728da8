import Accounts
import HTTP
import SQLite
import Shell
import Telephony

/// A change of what signs somebody in: all their other sessions end, and this one goes on under a new token (AUTH-10).
struct OwnAccountChange: Sendable {
    let visit: Visit<Employee>
    /// Under which this session goes on.
    let token: SessionToken

    /// Stands before what is changed. False when the session has ended meanwhile.
    func goOn(endingOthers: Bool = true, _ database: Connection) throws -> Bool {
        let step = EmployeeSteps.signedIn
        guard
            try EmployeeSessionStore.rise(
                visit.session.token, from: step, to: step, as: token, at: visit.now, database)
        else { return false }
        if endingOthers { try EmployeeSessionStore.endAll(of: visit.person.id, but: token, database) }
        return true
    }

    /// nil when it is done. The link of a forgotten password serves no more.
    func set(
        _ hash: PasswordHash, _ proven: PresentPassword, _ mails: MailTemplates, _ database: Connection
    ) throws -> PresentPassword.Refusal? {
        if let refusal = try proven.refusal(at: visit.now, database) { return refusal }
        guard try goOn(database) else { return .sessionEnded }
        let person = visit.person
        try AccountLinkStore.forget(.password, of: person.id, database)
        try AccountStore.set(hash, of: person.id, database)
        try visit.actor.audit("password.changed", database)
        try AccountNotice.passwordChanged.write(to: person.mailAddress, by: visit.actor, mails, database)
        return nil
    }

    /// - Parameter earlier: the factor until now.
    func choose(
        _ factor: SecondFactor, after earlier: SecondFactor?, _ mails: MailTemplates, _ database: Connection
    ) throws -> Bool {
        guard try goOn(database) else { return false }
        let person = visit.person
        try AccountFactorStore.choose(factor, of: person.id, database)
        try OwnAccountStore.forget(visit.session.token.hash, database)
        try visit.actor.audit(
            "second-factor.chosen", before: earlier?.rawValue, after: factor.rawValue, database)
        try AccountNotice.secondFactorChanged(factor).write(to: person.mailAddress, by: visit.actor, mails, database)
        return true
    }
}

extension Services {
    /// On to a page that says what was changed, under the new token.
    func changed(_ notice: Notice, _ change: OwnAccountChange, at path: String) -> Response {
        var response = done(notice, at: path)
        response.setCookie(site.cookies.cookie(of: change.token))
        return response
    }
}
