import SQLite
package import Shell
import Synchronization
import Telephony

/// Many passwords that misses void in a short time are somebody's doing: the operator is told when it begins, and when it is
/// over.
package enum GuessingAlarm {
    /// Passwords voided by misses.
    struct Count: Sendable, Equatable {
        let passwords: Int
        let contracts: Int
    }

    static let window: Duration = .minutes(10)
    /// On a quiet day people void a handful in an hour.
    static let most = 20

    /// What the operator is told now; nil when there is nothing new.
    static func turn(from isOn: Bool, _ count: Count) -> Bool? {
        let isNowOn = isOn ? count.passwords > most / 2 : count.passwords >= most
        return isNowOn == isOn ? nil : isNowOn
    }

    package static func duty() -> Duty {
        let isOn = Mutex(false)
        return Duty("guessing alarm", every: .minutes(1)) { services in
            let now = services.now()
            let count = try services.database.read { try CredentialStore.spent(since: now - window, $0) }
            guard let turn = turn(from: isOn.withLock { $0 }, count) else { return }
            isOn.withLock { $0 = turn }
            services.log(
                turn ? .failure : .information,
                turn ? "many passwords are being voided by wrong entries" : "few passwords are being voided again",
                [
                    "minutes": "\(window.components.seconds / 60)", "passwords": "\(count.passwords)",
                    "contracts": "\(count.contracts)",
                ])
        }
    }
}
