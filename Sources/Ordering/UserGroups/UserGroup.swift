/// Accounts of a company with what they may do together (ユーザグループ).
package struct UserGroup: Sendable {
    package let id: Int
    package let name: String
    package let grant: Grant
    /// Accounts.
    package let members: [Int]
    /// How often it has been changed: a form brings it back (AUTH-13).
    package let version: Int

    /// In characters.
    package static let longestName = 40
    /// Of one company.
    package static let most = 100

    /// Of more contracts than these a company's are typed, not ticked: nobody finds one among a thousand boxes, and no form may have so many.
    package static let mostTicks = 100

    package static let limits = ["groupNameMost": longestName]
}
