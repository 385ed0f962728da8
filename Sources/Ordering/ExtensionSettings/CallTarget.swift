/// Where calls go inside a contract.
package enum CallTarget: Sendable, Hashable {
    case `extension`(ExtensionNumber)
    /// 着信グループ, by the id that it keeps when its number gets more digits.
    case group(Int)
}
