import Shell
import Telephony

/// ログイン: the rules that need nothing stored.
package enum SignIn {
    /// AUTH-7: one text for every cause.
    static let refusal = Problem("telephoneNumber", "電話番号またはパスワードが正しくありません。")

    /// What is wrong with a form, as an error.
    struct Problems: Error {
        let all: [Problem]
    }

    /// Every fault of the form at once; whether number and password fit is not asked here.
    static func read(number typed: String, password: String) -> Result<PhoneNumber, Problems> {
        var problems: [Problem] = []
        let number = PhoneNumber(typed)
        if typed.allSatisfy(\.isWhitespace) {
            problems.append(Problem("telephoneNumber", "電話番号を入力してください。"))
        } else if number == nil {
            problems.append(Problem("telephoneNumber", "電話番号は市外局番から、数字10桁または11桁で入力してください。"))
        }
        if password.isEmpty { problems.append(Problem("password", "パスワードを入力してください。")) }
        if let number, problems.isEmpty { return .success(number) }
        return .failure(Problems(all: problems))
    }

    /// AUTH-2: whether a number of the contract signs in at all.
    static func admits(_ number: PhoneNumber, of contractNumber: PhoneNumber, unit: AuthenticationUnit?) -> Bool {
        switch unit {
        case nil: false
        case .line: number == contractNumber
        case .number, .administratorAndUser: true
        }
    }
}
