package import Mustache
package import SQLite
package import Telephony

/// AUTH-8: that a password must be replaced soon, for the page after the sign-in.
package struct PasswordWarning: ViewModel {
    let end: Moment
    let now: Moment
    let language: Language

    /// Nil as long as it is not near.
    package init?(
        of number: PhoneNumber, _ age: PasswordAge, at now: Moment, in language: Language, _ database: Connection
    ) throws {
        guard let regular = try CredentialStore.find(number, database).state.regular,
            let end = age.warning(setAt: regular.setAt, at: now)
        else { return nil }
        (self.end, self.now, self.language) = (end, now, language)
    }

    package static let fields: ViewFields<PasswordWarning> = [
        "hasExpired": { .flag($0.now >= $0.end) },
        "days": { .integer(PasswordAge.daysLeft(until: $0.end, at: $0.now)) },
        "until": { .text($0.end.dateAndTimeText(in: $0.language)) },
        "untilISO": { .text($0.end.machineText) },
    ]
}
