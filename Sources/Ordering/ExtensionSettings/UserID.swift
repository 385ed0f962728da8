package import Exchange

/// What a device signs in with at the exchange (SET-5): `n123456789-22001`. No other contract has it, so that it names an extension, or a
/// group, wherever contracts are not known by themselves.
package struct UserID: Sendable, Hashable {
    package let contract: ContractCode
    /// 拠点番号 and 端末番号.
    package let digits: String

    package init(_ contract: ContractCode, _ number: ExtensionNumber) {
        (self.contract, digits) = (contract, number.digits)
    }

    /// Nil for what cannot be one.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].hasPrefix("n"), let contract = ContractCode("N" + parts[0].dropFirst()),
            Self.digitCount.contains(parts[1].utf8.count), parts[1].utf8.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        (self.contract, digits) = (contract, String(parts[1]))
    }

    private static let digitCount =
        NumberPlan.siteRange.lowerBound
        + NumberPlan.deviceRange.lowerBound...NumberPlan.siteRange.upperBound + NumberPlan.deviceRange.upperBound

    package var text: String { Self.prefix(of: contract) + digits }

    /// What all of a contract begin with.
    package static func prefix(of contract: ContractCode) -> String { "n\(contract.text.dropFirst())-" }

    /// The number by the contract's plan; nil where it has another length.
    package func number(in plan: NumberPlan) -> ExtensionNumber? { ExtensionNumber(digits: digits, in: plan) }
}
