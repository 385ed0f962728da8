import Shell
import Telephony

/// An address on its way to be registered: allowed, then entered, then waiting for the link in the mail (OTP-2, OTP-6, OTP-7).
struct OneTimePasswordRegistration: Sendable {
    let number: PhoneNumber
    /// The hash of the session in which it was begun.
    let session: [UInt8]?
    /// nil while it has only been allowed.
    let address: MailAddress?
    /// nil: those in force stay.
    let secrets: OneTimePasswordSecrets?
    let startedAt: Moment
    /// When the link was sent; nil before 「登録」.
    let sentAt: Moment?

    /// Whether the link has lost its worth (24 hours), or the form was left lying.
    func hasExpired(at now: Moment) -> Bool {
        guard let sentAt else { return now - startedAt >= OneTimePasswords.draftLifetime }
        return now - sentAt >= OneTimePasswords.linkLifetime
    }

    /// Waits for its link.
    func isWaiting(at now: Moment) -> Bool { sentAt != nil && !hasExpired(at: now) }

    /// May be gone on with in that session, because it was begun there.
    func isDraft(of session: SessionToken, at now: Moment) -> Bool {
        sentAt == nil && self.session == session.hash && !hasExpired(at: now)
    }
}

extension OneTimePasswordRegistration {
    /// Begun by the visitor, and not sent off yet.
    init(of visit: Visit<Person>, _ address: MailAddress?, _ secrets: OneTimePasswordSecrets? = nil) {
        self.init(
            number: visit.person.number, session: visit.session.token.hash, address: address, secrets: secrets,
            startedAt: visit.now, sentAt: nil)
    }
}
