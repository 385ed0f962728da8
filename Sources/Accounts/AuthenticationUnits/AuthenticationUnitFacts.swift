import Crypto
import Telephony

/// A contract's numbers and how their passwords stand, as a change of the unit must know them.
struct AuthenticationUnitFacts: Sendable {
    let contract: Int
    let contractNumber: PhoneNumber
    /// None before the first temporary password.
    let unit: AuthenticationUnit?
    /// The contract number first, the others by digits.
    let numbers: [Number]

    struct Number: Sendable {
        let number: PhoneNumber
        let standing: Standing
        /// Of the regular password, whether it serves or not.
        let hash: PasswordHash?
        /// A service of the contract, or of this number alone.
        let hasService: Bool
    }

    /// Whether a number can show a password, and if not, why.
    enum Standing: Sendable {
        case serves, isVoid, isOnlyTemporary, isMissing
    }

    /// UNIT-1, UNIT-2: without their passwords the change cannot be made.
    var withoutPassword: [Number] { numbers.filter { $0.standing != .serves } }

    subscript(number: PhoneNumber) -> Number? { numbers.first { $0.number == number } }

    // MARK: What a proof rests on

    /// Changes when a number comes or goes, and with the services where these decide who gets a password.
    func numbersMark(for change: AuthenticationUnitChange) -> [UInt8] {
        var text = ""
        for each in numbers {
            text += each.number.digits
            if change.dependsOnServices { text += each.hasService ? "+" : "-" }
            text += " "
        }
        return SHA256.hash(Array(text.utf8))
    }

    /// Changes when a password that had to be entered is replaced or voided.
    func passwordsMark(for change: AuthenticationUnitChange, actor: PhoneNumber) -> [UInt8] {
        var bytes: [UInt8] = []
        for each in numbers where change.needsEveryPassword || each.number == actor {
            bytes += Array(each.number.digits.utf8)
            bytes += each.standing == .serves ? each.hash?.hash ?? [] : []
            bytes.append(0)
        }
        return SHA256.hash(bytes)
    }
}
