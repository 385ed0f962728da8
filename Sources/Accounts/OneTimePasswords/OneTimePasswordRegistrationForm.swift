import HTTP
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
        address = form["mailAddress"] ?? ""
        id = form["confirmationID"] ?? ""
        password = form["confirmationPassword"] ?? ""
        again = form["confirmationPasswordAgain"] ?? ""
        current = asksForCurrent ? form["currentPassword"] ?? "" : nil
    }

    struct Content: Sendable {
        let address: MailAddress
        let id: ConfirmationID
        let password: ConfirmationPassword
    }

    struct Problems: Error {
        let all: [Problem]
    }

    func read(isNumberOfContract: (PhoneNumber) -> Bool) -> Result<Content, Problems> {
        var problems = OneTimePasswords.currentPasswordProblems(current)
        let (readAddress, addressProblems) = OneTimePasswords.readAddress(address)
        problems += addressProblems
        problems += OneTimePasswords.idProblems("confirmationID", "確認用ID", id)
        problems += OneTimePasswords.passwordProblems(
            "confirmationPassword", "確認用パスワード", password, again: again,
            current: current.map { ("現在のパスワード", $0) }, isNumberOfContract: isNumberOfContract)
        guard problems.isEmpty, let address = readAddress, let id = ConfirmationID(id),
            let password = ConfirmationPassword(password, isNumberOfContract: isNumberOfContract)
        else { return .failure(Problems(all: problems)) }
        return .success(Content(address: address, id: id, password: password))
    }
}

/// The problems of single controls, which several forms have.
extension OneTimePasswords {
    static func currentPasswordProblems(_ typed: String?) -> [Problem] {
        typed?.isEmpty == true ? [CurrentPassword.Refusal.empty.problem(in: .japanese)] : []
    }

    static func readAddress(_ typed: String) -> (MailAddress?, [Problem]) {
        switch MailAddress.read(typed) {
        case .success(let address): (address, [])
        case .failure(let faults):
            (nil, faults.all.map { Problem("mailAddress", $0.sentence(naming: "受信用メールアドレス")) })
        }
    }

    static func idProblems(_ field: String, _ label: String, _ typed: String) -> [Problem] {
        ConfirmationID.faults(in: typed).map { Problem(field, $0.sentence(naming: label)) }
    }

    static func idProblems(_ field: String, _ label: String, _ typed: String, again: String) -> [Problem] {
        idProblems(field, label, typed) + againProblems(field, label, typed, again: again)
    }

    static func passwordProblems(
        _ field: String, _ label: String, _ typed: String, again: String, current: (label: String, text: String)?,
        isNumberOfContract: (PhoneNumber) -> Bool
    ) -> [Problem] {
        let faults = ConfirmationPassword.faults(
            in: typed, naming: label, current: current, isNumberOfContract: isNumberOfContract)
        return faults.map { Problem(field, $0) } + againProblems(field, label, typed, again: again)
    }

    private static func againProblems(
        _ field: String, _ label: String, _ typed: String, again: String
    ) -> [Problem] {
        if again.isEmpty { return [Problem("\(field)Again", "\(label)（確認）を入力してください。")] }
        if again == typed { return [] }
        return [Problem("\(field)Again", "\(label)（確認）が\(label)と違います。同じものをもう一度入力してください。")]
    }
}
