import SQLite
package import Shell
package import Telephony

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

    /// - Parameter operator: who gets a mail when it begins, and when it is over.
    package static func duty(operator address: MailAddress?) -> Duty {
        Duty("guessing alarm", every: .minutes(1)) { services in
            let now = services.now()
            let (count, isOn) = try services.database.read { database in
                (
                    try CredentialStore.spent(since: now - window, database),
                    try HealthStore.notices(database).contains { $0.name == name }
                )
            }
            let turn = turn(from: isOn, count)
            guard turn != nil || isOn else { return }
            let mails = services.mails
            try await Urgency.urgently {
                try await services.database.write { database in
                    try note(count, isOn: turn ?? isOn, database)
                    guard turn != nil, let address else { return }
                    let mail = try mails.guessing(count, isOn: turn ?? isOn, to: address, at: now)
                    try OutboxStore.add(mail, of: nil, at: now, database)
                }
            }
            if let turn { tell(turn, count, services.log) }
        }
    }

    private static let name = "guessing"

    private static func note(_ count: Count, isOn: Bool, _ database: Connection) throws {
        guard isOn else { return try HealthStore.end(notice: name, database) }
        let line =
            "many passwords are being voided by wrong entries: \(count.passwords) of \(count.contracts) contracts in "
            + "\(window.inMinutes) minutes"
        try HealthStore.keep(HealthNotice(name: name, line: line), database)
    }

    private static func tell(_ isOn: Bool, _ count: Count, _ log: Log) {
        log(
            isOn ? .failure : .information,
            isOn ? "many passwords are being voided by wrong entries" : "few passwords are being voided again",
            [
                "minutes": "\(window.inMinutes)", "passwords": "\(count.passwords)",
                "contracts": "\(count.contracts)",
            ])
    }
}
