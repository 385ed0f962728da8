import Crypto

/// That the passwords a change needs have been entered rightly: carried by the check page's form, so that nothing has to be
/// entered twice and nothing readable is stored. Good for this session, this change and what was stored at that moment.
struct AuthenticationUnitProof: Sendable {
    let change: AuthenticationUnitChange
    let provedAt: Moment
    let numbersMark: [UInt8]
    let passwordsMark: [UInt8]

    static let lifetime: Duration = .minutes(10)

    init(_ change: AuthenticationUnitChange, _ facts: AuthenticationUnitFacts, actor: PhoneNumber, at now: Moment) {
        self.change = change
        provedAt = now
        numbersMark = facts.numbersMark(for: change)
        passwordsMark = facts.passwordsMark(for: change, actor: actor)
    }

    /// What the form carries. The marks are covered, as they are made of what the database keeps of passwords.
    func sealed(for session: Session, _ key: ServerKey) -> String {
        "\(provedAt.milliseconds)."
            + [numbersMark, passwordsMark].map { mark in Base64URL.encode(cover(mark, session, key)) }
            .joined(separator: ".")
    }

    /// What has become of a form's proof by now; nil when all is as it was.
    static func fault(
        _ sealed: String, of change: AuthenticationUnitChange, _ facts: AuthenticationUnitFacts, session: Session,
        at now: Moment, _ key: ServerKey
    ) -> AuthenticationUnitConflict? {
        let parts = sealed.split(separator: ".")
        guard parts.count == 3, let provedAt = Int64(parts[0]).map(Moment.init(milliseconds:)), provedAt <= now,
            now - provedAt < lifetime
        else { return .tooLate }
        let proof = AuthenticationUnitProof(change, facts, actor: session.person.number, at: provedAt)
        func isSame(_ part: Substring, _ mark: [UInt8]) -> Bool {
            constantTimeEqual(Base64URL.decode(part) ?? [], proof.cover(mark, session, key))
        }
        guard isSame(parts[1], proof.numbersMark) else { return .numbersChanged }
        return isSame(parts[2], proof.passwordsMark) ? nil : .passwordsChanged
    }

    private func cover(_ mark: [UInt8], _ session: Session, _ key: ServerKey) -> [UInt8] {
        let words = "\(change) \(provedAt.milliseconds) "
        return key.derive("authentication-unit.proof", Array(words.utf8) + session.token.hash + mark)
    }
}

/// Why a change that was proved is not made after all. Nothing has been changed then.
enum AuthenticationUnitConflict: Sendable, Equatable {
    /// Another change of the unit was quicker, or the session has ended otherwise.
    case signedOut
    case unitChanged
    case numbersChanged
    case passwordsChanged
    case tooLate
}
