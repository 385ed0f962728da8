import HTTP
import Shell
import Synchronization
import Telephony

/// A form with a password for each number of the contract.
struct AuthenticationUnitForm: Sendable {
    let passwords: [PhoneNumber: String]
    /// Every control that was left empty.
    let missing: [Problem]

    init(_ form: Form, _ facts: AuthenticationUnitFacts) {
        var passwords: [PhoneNumber: String] = [:]
        var missing: [Problem] = []
        for each in facts.numbers {
            let typed = form[Self.field(each.number)] ?? ""
            passwords[each.number] = typed
            guard typed.isEmpty else { continue }
            missing.append(Problem(Self.field(each.number), "\(each.number.display)のパスワードを入力してください。"))
        }
        self.passwords = passwords
        self.missing = missing
    }

    static let fieldStart = "password-"

    static func field(_ number: PhoneNumber) -> String { fieldStart + number.digits }

    static func problems(_ wrong: [PhoneNumber], void: Set<PhoneNumber>) -> [Problem] {
        wrong.map { number in
            let ending = void.contains(number) ? "間違いが10回続いたため、このパスワードは無効になりました。" : "もう一度入力してください。"
            return Problem(field(number), "\(number.display)のパスワードが正しくありません。\(ending)")
        }
    }

    static func blocked(_ facts: AuthenticationUnitFacts) -> Problem {
        let count = facts.withoutPassword.count
        guard count > 0 else { return Problem("file", "電話番号が33番号以上あるときは、パスワードをCSVファイルで入力してください。") }
        return Problem("without-password", "パスワードのない電話番号が\(count.inGroups)番号あるため、変更できません。")
    }

    static let underWay = Problem("passwords", "このご契約のほかの画面で、パスワードを確認しています。終わってから、もう一度入力してください。")
}

/// Lets one form a contract be compared at a time: 32 passwords are seconds of work.
final class AuthenticationUnitDesk: Sendable {
    private let contracts = Mutex<Set<Int>>([])

    /// False when the contract is there already.
    func enter(_ contract: Int) -> Bool { contracts.withLock { $0.insert(contract).inserted } }

    func leave(_ contract: Int) { _ = contracts.withLock { $0.remove(contract) } }
}
