import Encodings
package import Exchange
import Telephony

/// ログインID of who uses a device (SET-6): `22001@N123456789`.
package struct LoginID: Sendable, Hashable {
    /// 拠点番号 and 端末番号.
    package let digits: String
    package let contract: ContractCode

    package init(_ number: ExtensionNumber, of contract: ContractCode) {
        (digits, self.contract) = (number.digits, contract)
    }

    /// What a person typed, in whatever width and case; nil for what cannot be one.
    package init?(typed: String) {
        let parts = PastedText(typed).text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...Self.mostDigits).contains(parts[0].utf8.count),
            parts[0].utf8.allSatisfy(ASCII.isDigit), let contract = ContractCode(parts[1].uppercased())
        else { return nil }
        (digits, self.contract) = (String(parts[0]), contract)
    }

    private static let mostDigits = NumberPlan.siteRange.upperBound + NumberPlan.deviceRange.upperBound

    package var text: String { "\(digits)@\(contract)" }
}
