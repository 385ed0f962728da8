import SQLite
import Telephony

/// What is asked of the database to know which step of a sign-in is owed.
enum SignInStepStore {
    static func oneTimePasswords(of number: PhoneNumber, _ database: Connection) throws -> OneTimePasswordStanding {
        let isUsed = try database.first(
            "SELECT is_used FROM one_time_password WHERE number = ?1", number
        ) { $0.flag(0) }
        switch isUsed {
        case nil: return .notChosen
        case true?: return .used
        case false?: return .notUsed
        }
    }
}
