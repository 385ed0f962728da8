/// Accounts of a company with what they may do together (ユーザグループ).
package struct UserGroup: Sendable {
    package let id: Int
    package let name: String
    package let grant: Grant
    /// Accounts.
    package let members: [Int]
    /// How often it has been changed: a form brings it back (AUTH-13).
    package let version: Int
}
