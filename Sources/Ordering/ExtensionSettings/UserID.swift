import Encodings
package import Exchange

/// What a device signs in with at the exchange (SET-5): `n123456789-22001`. No other contract has it, so that it names an extension, or a
/// group, or a number behind the contract's Office Link, wherever contracts are not known by themselves.
package struct UserID: Sendable, Hashable {
    package let contract: ContractCode
    /// 拠点番号 and 端末番号.
    package let digits: String

    package init(_ contract: ContractCode, _ number: ExtensionNumber) {
        (self.contract, digits) = (contract, number.digits)
    }

    /// Of the other side: nobody signs in with it, calls go there by it.
    package init(_ contract: ContractCode, _ number: OfficeLinkNumber) {
        (self.contract, digits) = (contract, number.digits)
    }

    /// Nil for what cannot be one.
    package init?(_ text: some StringProtocol) {
        // Of every REGISTER: characters would cost more than the rest of it.
        let bytes = text.utf8
        guard bytes.first == UInt8(ascii: "n"), let dash = bytes.firstIndex(of: UInt8(ascii: "-")),
            let contract = ContractCode("N" + text[bytes.index(after: bytes.startIndex)..<dash])
        else { return nil }
        let digits = bytes[bytes.index(after: dash)...]
        guard Self.digitCount.contains(digits.count), digits.allSatisfy(ASCII.isDigit) else { return nil }
        (self.contract, self.digits) = (contract, String(text[digits.startIndex...]))
    }

    private static let digitCount =
        OfficeLink.digitRange.lowerBound...NumberPlan.siteRange.upperBound + NumberPlan.deviceRange.upperBound

    package var text: String { Self.prefix(of: contract) + digits }

    /// What all of a contract begin with.
    package static func prefix(of contract: ContractCode) -> String { "n\(contract.text.dropFirst())-" }

    /// The number by the contract's plan; nil where it has another length.
    package func number(in plan: NumberPlan) -> ExtensionNumber? { ExtensionNumber(digits: digits, in: plan) }
}
