import Shell
import Telephony

/// The controls of the feature's forms, by the names under which they are sent.
enum OneTimePasswordField: String, Sendable {
    case use, send, oneTimePassword, mailAddress
    case confirmationID, confirmationPassword, confirmationPasswordAgain
    case currentConfirmationID, newConfirmationID, newConfirmationIDAgain
    case currentConfirmationPassword, newConfirmationPassword, newConfirmationPasswordAgain
    case currentPassword
}

/// What can be wrong with an entry, or stand in the way of what was asked for.
enum OneTimePasswordProblem: Sendable, Equatable {
    typealias Field = OneTimePasswordField

    /// Neither 利用する nor 利用しない was chosen.
    case useNotChosen
    case missing(Field)
    case address(MailAddressProblem)
    case id(ConfirmationIDProblem, Field)
    /// `other` is what it must not be.
    case password(ConfirmationPasswordProblem, Field, other: Field)
    /// The second entry is another one than the first.
    case notRepeated(Field, of: Field)
    case sameAsCurrent(Field, current: Field)
    case code(OneTimePasswordCodeProblem)
    case wrongCode(left: Int)
    case codeNotSent, codeExpired
    case tooManySendings(until: Moment)
    case tooManyMisses(until: Moment)
    case tooManyLinksToAddress
    /// What neither a 確認用ID nor a 確認用パスワード can be; no miss.
    case confirmationForm(Field)
    /// 確認用ID or 確認用パスワード, of which `fields` were asked for.
    case wrongConfirmation([Field], left: Int)
    case confirmationBlocked([Field], until: Moment)

    /// Where it is shown.
    var field: Field? {
        switch self {
        case .useNotChosen: .use
        case .missing(let field), .confirmationForm(let field), .id(_, let field), .password(_, let field, _),
            .notRepeated(let field, _),
            .sameAsCurrent(let field, _):
            field
        case .address: .mailAddress
        case .code, .wrongCode: .oneTimePassword
        case .codeNotSent, .tooManySendings, .tooManyMisses, .tooManyLinksToAddress: .send
        case .wrongConfirmation(let fields, _): fields.first
        // While that way is closed its page may have no controls.
        case .confirmationBlocked(let fields, _): fields.count > 1 ? nil : fields.first
        case .codeExpired: nil
        }
    }

    func problem(in language: Language) -> Problem { Problem(field?.rawValue ?? "main", sentence(in: language)) }
}

extension OneTimePasswordProblem {
    /// Of a second entry.
    static func repetition(_ again: Field, _ typed: String, of field: Field, _ first: String)
        -> [OneTimePasswordProblem]
    {
        if typed.isEmpty { return [.missing(again)] }
        return typed == first ? [] : [.notRepeated(again, of: field)]
    }
}

extension [OneTimePasswordProblem] {
    func problems(in language: Language) -> [Problem] { map { $0.problem(in: language) } }
}
