/// 認証単位: who of a contract signs in, and for whom (AUTH-2).
package enum AuthenticationUnit: String, Sendable, CaseIterable {
    /// 回線単位: the contract number signs in for every number.
    case line
    /// 電話番号単位: each number signs in for itself.
    case number
    /// 管理者／ユーザ単位: the contract number signs in for every number, an additional number for itself.
    case administratorAndUser

    /// Whether each number has a password of its own to sign in with.
    package var eachNumberSignsIn: Bool {
        switch self {
        case .line: false
        case .number, .administratorAndUser: true
        }
    }

    /// Whether the contract number is set over the other numbers: it gives them passwords, sees and ends their sign-ins.
    package var hasAdministrator: Bool {
        switch self {
        case .line, .number: false
        case .administratorAndUser: true
        }
    }

    /// What the operator writes, and what stands in addresses.
    package var operatorWord: String {
        switch self {
        case .line: "line"
        case .number: "number"
        case .administratorAndUser: "administrator-and-user"
        }
    }

    package init?(operatorWord: String) {
        guard let unit = Self.allCases.first(where: { $0.operatorWord == operatorWord }) else { return nil }
        self = unit
    }

    /// AUTH-2: whether a number of the contract signs in at all.
    package func admits(_ number: PhoneNumber, of contractNumber: PhoneNumber) -> Bool {
        switch self {
        case .line: number == contractNumber
        case .number, .administratorAndUser: true
        }
    }
}
