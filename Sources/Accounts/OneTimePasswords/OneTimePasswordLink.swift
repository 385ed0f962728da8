import SQLite
import Shell
import Telephony

/// The button behind the link in the mail: only now the address counts (OTP-2). Everything in one transaction; a link
/// works once, and pressing twice
/// is answered twice alike.
struct OneTimePasswordLink: Sendable {
    let link: String
    /// The session of the browser in which the button was pressed, if it has one.
    let session: SessionToken?
    let client: String
    let now: Moment

    enum Outcome: Sendable {
        /// `landing`: where the sign-in of this browser goes on; nil elsewhere.
        case registered(PhoneNumber, landing: String?)
        /// Used, replaced or never sent.
        case unknown
        case expired
    }

    func run(_ services: Services) async throws -> Outcome {
        try await services.database.write { [self] in try register(services, $0) }
    }

    private func register(_ services: Services, _ database: Connection) throws -> Outcome {
        if let number = try OneTimePasswordRegistrationStore.number(ofUsed: link, database) {
            return .registered(number, landing: try landing(of: number, services, database))
        }
        guard let registration = try OneTimePasswordRegistrationStore.find(link: link, database),
            let address = registration.address, registration.sentAt != nil
        else { return .unknown }
        if registration.hasExpired(at: now) { return .expired }
        try use(registration, address, services, database)
        let number = registration.number
        return .registered(number, landing: try landing(of: number, services, database))
    }

    private func use(
        _ registration: OneTimePasswordRegistration, _ address: MailAddress, _ services: Services,
        _ database: Connection
    ) throws {
        let number = registration.number
        let before = try SecurityNoticeStore.mailAddress(of: number, database)
        try OneTimePasswordStore.setUsed(number, address, at: now, database)
        if let secrets = registration.secrets {
            try OneTimePasswordStore.setSecrets(secrets, of: number, database)
        }
        try OneTimePasswordRegistrationStore.forget(number, database)
        try OneTimePasswordRegistrationStore.setUsed(link, of: number, at: now, database)
        // What was sent to the address before serves nobody; the sign-in that waits may ask for a code at the new one.
        try OneTimePasswordChallengeStore.forgetAll(of: number, database)
        let isOwn = try landing(of: number, services, database) != nil
        try OneTimePasswordRegistrationStore.moveSessions(
            of: number, sparing: registration.session, isOwn ? session?.hash : nil, database)
        try tell(registration, address, before: before, services, database)
    }

    /// Where the sign-in of this browser goes on; nil where it is none of the number's.
    private func landing(of number: PhoneNumber, _ services: Services, _ database: Connection) throws -> String? {
        guard let own = try session.flatMap({ try SessionStore.find($0, database) }), own.person.number == number,
            !own.hasExpired(at: now, policy: services.sessions)
        else { return nil }
        return own.step.oneTimePasswordHome
    }

    /// The audit trail, the new address and the old one.
    private func tell(
        _ registration: OneTimePasswordRegistration, _ address: MailAddress, before: MailAddress?,
        _ services: Services, _ database: Connection
    ) throws {
        let number = registration.number
        guard let contract = try SignInStore.facts(number, database)?.contract else { return }
        let actor = Actor(contract: contract, number: number, client: client, at: now)
        try actor.audit(
            before == nil ? "one-time-password.registered" : "one-time-password.address-changed",
            before: before?.masked, after: address.masked, database)
        func tell(_ told: MailAddress, _ notice: OneTimePasswordNotice) throws {
            try SecurityNotice(notice, of: number, by: actor).write(to: told, services.mails, database)
        }
        try tell(address, .registered(address))
        if let before, before != address { try tell(before, .addressChanged(to: address)) }
    }
}
