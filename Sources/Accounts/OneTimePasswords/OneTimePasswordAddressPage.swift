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

    func show(_ visit: Visit<Person>) throws -> Response { try proofPage(visit, []) }

    func prove(_ visit: Visit<Person>) async throws -> Response {
        let fields: [OneTimePasswordField] = [.confirmationID, .confirmationPassword]
        let missing = fields.filter { visit.form.typed($0).isEmpty }
        guard missing.isEmpty else { return try proofPage(visit, missing.map { .missing($0) }) }
        let proof = OneTimePasswordConfirmationProof(
            visit: visit, fields: fields, id: visit.form.typed(.confirmationID),
            password: visit.form.typed(.confirmationPassword))
        let outcome = try await proof.run(services) { database in
            try OneTimePasswordRegistrationStore.begin(OneTimePasswordRegistration(of: visit, nil), database)
            try visit.actor.audit("one-time-password.confirmation-accepted", database)
        }
        switch outcome {
        case .right: return .redirect(to: OneTimePasswordAddressPage.newPath)
        case .gone, .overtaken, .refused: return .redirect(to: OneTimePasswordEntryPage.path)
        case .wrong(let problem): return try proofPage(visit, [problem])
        }
    }

    private func proofPage(_ visit: Visit<Person>, _ wrong: [OneTimePasswordProblem]) throws -> Response {
        let setting = try services.database.read { try OneTimePasswordStore.find(visit.person.number, $0) }
        guard let setting, let address = setting.address, setting.secrets != nil else {
            return .redirect(to: OneTimePasswordEntryPage.path)
        }
        let problems = wrong.problems(in: visit.language)
        let view = ProofView(
            address: address, blockEnd: setting.blockEnd(at: visit.now), language: visit.language,
            id: visit.form.typed(.confirmationID), problems: problems)
        return try services.page("OneTimePasswords/address-proof", view, for: visit, problems: problems)
    }

    // MARK: The new address

    func showNew(_ visit: Visit<Person>) throws -> Response {
        guard let draft = try services.database.read({ try draft(visit, $0) }) else {
            return .redirect(to: OneTimePasswordAddressPage.path)
        }
        return try newPage(visit, typed: draft.address?.text ?? "", [])
    }

    func check(_ visit: Visit<Person>) async throws -> Response {
        let typed = visit.form.typed(.mailAddress)
        let (address, problems) = OneTimePasswords.readAddress(typed)
        guard let address else { return try newPage(visit, typed: typed, problems) }
        let isKept = try await services.database.write { database in
            guard try visit.isStillAtStep(database), try draft(visit, database) != nil else { return false }
            try OneTimePasswordRegistrationStore.setAddress(address, of: visit.person.number, database)
            return true
        }
        guard isKept else { return .redirect(to: OneTimePasswordAddressPage.path) }
        let view = OneTimePasswordCheckView(address: address, changePath: OneTimePasswordAddressPage.newPath)
        return try services.page("OneTimePasswords/check", view, for: visit)
    }

    private func draft(_ visit: Visit<Person>, _ database: Connection) throws -> OneTimePasswordRegistration? {
        let registration = try OneTimePasswordRegistrationStore.find(visit.person.number, database)
        return registration?.isDraft(of: visit.session.token, at: visit.now) == true ? registration : nil
    }

    private func newPage(
        _ visit: Visit<Person>, typed: String, _ wrong: [OneTimePasswordProblem]
    ) throws -> Response {
        let problems = wrong.problems(in: visit.language)
        let view = NewAddressView(mailAddress: FieldView(.mailAddress, typed, problems))
        return try services.page("OneTimePasswords/address-new", view, for: visit, problems: problems)
    }
}

private struct ProofView: ViewModel {
    let address: MailAddress
    let blockEnd: Moment?
    let language: Language
    let id: String
    let problems: [Problem]

    static let fields: ViewFields<ProofView> = [
        "address": { .text($0.address.masked) },
        "blockedUntil": { .text(ifAny: $0.blockEnd?.dateAndTimeText(in: $0.language)) },
        "confirmationID": { .object(FieldView(.confirmationID, $0.id, $0.problems)) },
        "confirmationPassword": { .object(FieldView(.confirmationPassword, "", $0.problems)) },
    ]
}

private struct NewAddressView: ViewModel {
    let mailAddress: FieldView

    static let fields: ViewFields<NewAddressView> = ["mailAddress": { .object($0.mailAddress) }]
}
