import HTTP
import Shell
import Synchronization
import Telephony

/// What stands in the way of a change whose passwords were to be entered.
enum AuthenticationUnitProblem: Sendable {
    case entry(PhoneNumber, EnteredPasswordProblem)
    /// `isVoid`: it was the last allowed miss.
    case wrong(PhoneNumber, isVoid: Bool)
    /// There is the file instead.
    case tooManyForForm
    case numbersWithoutPassword(Int)
    /// The acting number has entered wrong passwords of others too often.
    case tooManyWrong
    /// Somebody else of the contract is having passwords compared.
    case underWay

    /// Of a contract whose passwords no form can take.
    init(blocked facts: AuthenticationUnitFacts) {
        let count = facts.withoutPassword.count
        self = count > 0 ? .numbersWithoutPassword(count) : .tooManyForForm
    }

    func problem(in language: Language) -> Problem { Problem(field, sentence(in: language)) }

    private var field: String {
        switch self {
        case .entry(let number, _), .wrong(let number, _): AuthenticationUnitForm.field(number)
        case .tooManyForForm: "file"
        case .numbersWithoutPassword: "without-password"
        case .underWay, .tooManyWrong: "passwords"
        }
    }
}

/// A form with a password for each number of the contract.
struct AuthenticationUnitForm: Sendable {
    let passwords: [PhoneNumber: String]
    /// Every control that was left empty, or holds what can be no password.
    let unusable: [AuthenticationUnitProblem]

    init(_ form: Form, _ facts: AuthenticationUnitFacts) {
        var passwords: [PhoneNumber: String] = [:]
        var unusable: [AuthenticationUnitProblem] = []
        for each in facts.numbers {
            switch EnteredPassword.read(form[Self.field(each.number)] ?? "") {
            case .success(let password): passwords[each.number] = password.text
            case .failure(let problem): unusable.append(.entry(each.number, problem))
            }
        }
        self.passwords = passwords
        self.unusable = unusable
    }

    static let fieldStart = "password-"

    static func field(_ number: PhoneNumber) -> String { fieldStart + number.digits }
}

/// Lets one form a contract be compared at a time: 32 passwords are seconds of work.
final class AuthenticationUnitDesk: Sendable {
    private let contracts = Mutex<Set<Int>>([])

    /// False when the contract is there already.
    func enter(_ contract: Int) -> Bool { contracts.withLock { $0.insert(contract).inserted } }

    func leave(_ contract: Int) { _ = contracts.withLock { $0.remove(contract) } }
}
