import Shell
import Telephony

/// That the passwords a change needs have been entered rightly, kept between their page and the check page, so that nothing
/// has to be entered twice and no password is stored. One for each signed-in number.
struct AuthenticationUnitProof: Sendable {
    let change: AuthenticationUnitChange
    /// The hash of the session's token.
    let session: [UInt8]
    /// When they were typed; thousands take a while to be compared.
    let enteredAt: Moment
    let provedAt: Moment
    /// What was stored at that moment.
    let numbersMark: [UInt8]
    let passwordsMark: [UInt8]

    static let lifetime: Duration = .minutes(60)

    /// Of this session, or of one that began later: whoever began that has entered the number's password since.
    func belongs(to session: Session<Person>) -> Bool {
        self.session == session.token.hash || session.createdAt >= enteredAt
    }

    /// What has become of it by now; nil when all is as it was.
    func conflict(with facts: AuthenticationUnitFacts, actor: PhoneNumber) -> AuthenticationUnitConflict? {
        guard facts.unit == change.from else { return .unitChanged }
        guard facts.numbersMark(for: change) == numbersMark else { return .numbersChanged }
        return facts.passwordsMark(for: change, actor: actor) == passwordsMark ? nil : .passwordsChanged
    }
}

/// Why a change that was proved is not made after all. Nothing has been changed then.
enum AuthenticationUnitConflict: Sendable, Equatable {
    /// Another change of the unit was quicker, or the session has ended otherwise.
    case signedOut
    case unitChanged
    case numbersChanged
    case passwordsChanged
    /// The passwords were entered too long ago, or for another change.
    case notProved
}

extension AuthenticationUnitProof {
    /// What is true of the facts at this moment.
    init(
        _ change: AuthenticationUnitChange, _ facts: AuthenticationUnitFacts, by session: Session<Person>,
        at now: Moment
    ) {
        self.init(
            change: change, session: session.token.hash, enteredAt: now, provedAt: now,
            numbersMark: facts.numbersMark(for: change),
            passwordsMark: facts.passwordsMark(for: change, actor: session.person.number))
    }
}
