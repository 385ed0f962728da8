import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// メールアドレスの変更 for somebody who cannot read the mail: 確認用ID and 確認用パスワード, then the new address (OTP-6).
struct OneTimePasswordAddressPage: Sendable {
    let services: Services

    static let path = "/one-time-password/mail-address"
    static let newPath = "/one-time-password/mail-address/new"

    // MARK: 確認用ID and 確認用パスワード

    func show(_ visit: Visit<Person>) throws -> Response { try proofPage(visit, id: "", []) }

    func prove(_ visit: Visit<Person>) async throws -> Response {
        let (id, password) = (visit.form["confirmationID"] ?? "", visit.form["confirmationPassword"] ?? "")
        var problems: [Problem] = []
        if id.isEmpty { problems.append(Problem("confirmationID", "確認用IDを入力してください。")) }
        if password.isEmpty { problems.append(Problem("confirmationPassword", "確認用パスワードを入力してください。")) }
        guard problems.isEmpty else { return try proofPage(visit, id: id, problems) }
        let allowed = OneTimePasswordRegistration(
            number: visit.person.number, session: visit.session.token.hash, address: nil, secrets: nil,
            startedAt: visit.now, sentAt: nil)
        let proof = OneTimePasswordConfirmationProof(visit: visit, id: id, password: password)
        let outcome = try await proof.run(services) { database in
            try OneTimePasswordRegistrationStore.begin(allowed, database)
            try AuditStore.write(visit.entry("one-time-password.confirmation-accepted"), database)
        }
        switch outcome {
        case .right: return Response.redirect(to: OneTimePasswordAddressPage.newPath)
        case .gone, .overtaken, .refused: return Response.redirect(to: OneTimePasswordEntryPage.path)
        case .wrong, .blocked:
            let sentence = OneTimePasswordConfirmationProof.sentence(outcome, naming: "確認用IDまたは確認用パスワード")
            // While that way is closed the page has no controls.
            let field = if case .blocked = outcome { "main" } else { "confirmationID" }
            return try proofPage(visit, id: id, [Problem(field, sentence)])
        }
    }

    private func proofPage(_ visit: Visit<Person>, id: String, _ problems: [Problem]) throws -> Response {
        let setting = try services.database.read { try OneTimePasswordStore.find(visit.person.number, $0) }
        guard let setting, let address = setting.address, setting.secrets != nil else {
            return Response.redirect(to: OneTimePasswordEntryPage.path)
        }
        let view = ProofView(
            address: address, blockEnd: setting.blockEnd(at: visit.now), id: id, problems: problems)
        return try services.page("OneTimePasswords/address-proof", view, for: visit, problems: problems)
    }

    // MARK: The new address

    func showNew(_ visit: Visit<Person>) throws -> Response {
        guard let draft = try draft(visit) else { return Response.redirect(to: OneTimePasswordAddressPage.path) }
        return try newPage(visit, typed: draft.address?.text ?? "", [])
    }

    func check(_ visit: Visit<Person>) async throws -> Response {
        let typed = visit.form["mailAddress"] ?? ""
        let (address, problems) = OneTimePasswords.readAddress(typed)
        guard let address else { return try newPage(visit, typed: typed, problems) }
        let isKept = try await services.database.write { database in
            guard try SessionStore.find(visit.session.token, database)?.step == visit.session.step,
                try OneTimePasswordRegistrationStore.find(visit.person.number, database)?
                    .isDraft(of: visit.session.token, at: visit.now) == true
            else { return false }
            try OneTimePasswordRegistrationStore.setAddress(address, of: visit.person.number, database)
            return true
        }
        guard isKept else { return Response.redirect(to: OneTimePasswordAddressPage.path) }
        let view = OneTimePasswordCheckView(address: address, changePath: OneTimePasswordAddressPage.newPath)
        return try services.page("OneTimePasswords/check", view, for: visit)
    }

    private func draft(_ visit: Visit<Person>) throws -> OneTimePasswordRegistration? {
        let registration = try services.database.read {
            try OneTimePasswordRegistrationStore.find(visit.person.number, $0)
        }
        return registration?.isDraft(of: visit.session.token, at: visit.now) == true ? registration : nil
    }

    private func newPage(_ visit: Visit<Person>, typed: String, _ problems: [Problem]) throws -> Response {
        let view = NewAddressView(mailAddress: FieldView("mailAddress", typed, problems))
        return try services.page("OneTimePasswords/address-new", view, for: visit, problems: problems)
    }
}

private struct ProofView: ViewModel {
    let address: MailAddress
    let blockEnd: Moment?
    let id: String
    let problems: [Problem]

    static let fields: ViewFields<ProofView> = [
        "address": { .text($0.address.masked) },
        "blockedUntil": { .text(ifAny: $0.blockEnd?.dateAndTimeText) },
        "confirmationID": { .object(FieldView("confirmationID", $0.id, $0.problems)) },
        "confirmationPassword": { .object(FieldView("confirmationPassword", "", $0.problems)) },
    ]
}

private struct NewAddressView: ViewModel {
    let mailAddress: FieldView

    static let fields: ViewFields<NewAddressView> = ["mailAddress": { .object($0.mailAddress) }]
}
