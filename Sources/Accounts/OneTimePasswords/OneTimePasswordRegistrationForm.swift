import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// What the registration form asks for, judged as a whole (OTP-3, OTP-4): everything wrong is named at once.
struct OneTimePasswordRegistrationForm: Sendable {
    let address: String
    let id: String
    let password: String
    let again: String
    /// 現在のパスワード, where the form asks for it.
    let current: String?

    init(_ form: Form, asksForCurrent: Bool) {
        address = form.typed(.mailAddress)
        id = form.typed(.confirmationID)
        password = form.typed(.confirmationPassword)
        again = form.typed(.confirmationPasswordAgain)
        current = asksForCurrent ? form.typed(.currentPassword) : nil
    }

    struct Content: Sendable {
        let address: MailAddress
        let id: ConfirmationID
        let password: ConfirmationPassword
    }

    /// nil with everything that is wrong.
    func read(isNumberOfContract: (PhoneNumber) -> Bool) -> (Content?, [OneTimePasswordProblem]) {
        let (readAddress, addressProblems) = OneTimePasswords.readAddress(address)
        let problems =
            OneTimePasswords.currentPasswordProblems(current) + addressProblems
            + ConfirmationID.problems(in: id).map { .id($0, .confirmationID) }
            + OneTimePasswords.passwordProblems(
                .confirmationPassword, password, .confirmationPasswordAgain, again, unlike: .currentPassword, current,
                isNumberOfContract: isNumberOfContract)
        guard problems.isEmpty, let address = readAddress, let id = ConfirmationID(id),
            let password = ConfirmationPassword(password, isNumberOfContract: isNumberOfContract)
        else { return (nil, problems) }
        return (Content(address: address, id: id, password: password), [])
    }
}

/// The problems of single controls, which several forms have.
extension OneTimePasswords {
    static func currentPasswordProblems(_ typed: String?) -> [OneTimePasswordProblem] {
        typed?.isEmpty == true ? [.missing(.currentPassword)] : []
    }

    static func readAddress(_ typed: String) -> (MailAddress?, [OneTimePasswordProblem]) {
        switch MailAddress.read(typed) {
        case .success(let address): (address, [])
        case .failure(let problems): (nil, problems.all.map { .address($0) })
        }
    }

    /// Of one entered twice, which must not be what stands in the control `other`.
    static func passwordProblems(
        _ field: OneTimePasswordField, _ typed: String, _ againField: OneTimePasswordField, _ again: String,
        unlike other: OneTimePasswordField, _ otherTyped: String?, isNumberOfContract: (PhoneNumber) -> Bool
    ) -> [OneTimePasswordProblem] {
        ConfirmationPassword.problems(in: typed, unlike: otherTyped, isNumberOfContract: isNumberOfContract)
            .map { .password($0, field, other: other) }
            + OneTimePasswordProblem.repetition(againField, again, of: field, typed)
    }
}

extension Form {
    /// AUTH-14: without what a mail or a table has brought along.
    func typed(_ field: OneTimePasswordField) -> String { PastedText(self[field.rawValue] ?? "").text }
}

extension FieldView {
    init(_ field: OneTimePasswordField, _ value: String, _ problems: [Problem]) {
        self.init(field.rawValue, value, problems)
    }
}

extension Visit<Person> {
    /// PW-3.
    func isNumberOfContract(_ database: Connection) -> (PhoneNumber) -> Bool {
        { (try? CredentialStore.isNumber($0, of: person.contractID, database)) ?? true }
    }
}
