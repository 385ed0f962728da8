import SQLite
import Shell
import Telephony

/// The newest sign-in of an account that goes on.
struct AccountUse: Sendable {
    let seenAt: Moment
    let client: String
}

/// Who of a company is signed in, and in which groups they are.
enum AccountUseStore {
    static func uses(of company: Int, _ database: Connection) throws -> [Int: AccountUse] {
        let all = try database.query(
            """
            SELECT s.account_id, s.seen_at, s.client
            FROM account a JOIN employee_session s ON s.account_id = a.id
            WHERE a.company_id = ?1 AND s.step = ?2 ORDER BY s.seen_at
            """, company, EmployeeSteps.signedIn.name
        ) { (account: $0.integer(0), use: AccountUse(seenAt: try $0.moment(1), client: $0.text(2))) }
        return Dictionary(all.map { ($0.account, $0.use) }, uniquingKeysWith: { _, newer in newer })
    }

    static func groups(of company: Int, _ database: Connection) throws -> [Int: [String]] {
        let all = try database.query(
            """
            SELECT m.account_id, g.name FROM user_group g JOIN user_group_member m ON m.group_id = g.id
            WHERE g.company_id = ?1 ORDER BY g.name
            """, company
        ) { (account: $0.integer(0), name: $0.text(1)) }
        return Dictionary(grouping: all, by: \.account).mapValues { $0.map(\.name) }
    }
}
