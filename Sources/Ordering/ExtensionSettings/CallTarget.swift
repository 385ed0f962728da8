/// Where calls go inside a contract.
package enum CallTarget: Sendable, Hashable {
    case `extension`(ExtensionNumber)
    /// 着信グループ, by the id that it keeps when its number gets more digits.
    case group(Int)
    /// Behind the contract's Office Link.
    case officeLink(OfficeLinkNumber)

    package init(_ number: InsideNumber) {
        switch number {
        case .extension(let number): self = .extension(number)
        case .officeLink(let number): self = .officeLink(number)
        }
    }
}
