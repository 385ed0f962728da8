import SQLite
import Shell
import Telephony

/// ワンタイムパスワードを送信, in one transaction: the same code again while it serves, at most so many mails (OTP-5).
struct OneTimePasswordSending: Sendable {
    let visit: Visit<Person>

    enum Outcome: Sendable {
        case sent
        /// Too many mails to the number, or too many wrong codes over all its sign-ins.
        case refused(OneTimePasswordProblem)
        /// The sign-in has come further, or to an end, meanwhile; or the code's time is over, and it begins anew.
        case gone
    }

    func run(_ services: Services) async throws -> Outcome {
        let nonce = services.random(OneTimePasswordChallenge.nonceLength)
        return try await services.database.write { [self] in try send(nonce, services, $0) }
    }

    private func send(_ nonce: [UInt8], _ services: Services, _ database: Connection) throws -> Outcome {
        let (person, now, token) = (visit.person, visit.now, visit.session.token)
        guard try visit.isStillAtStep(database),
            let address = try SecurityNoticeStore.mailAddress(of: person.number, database)
        else { return .gone }
        let earlier = try OneTimePasswordChallengeStore.find(token, database)
        if earlier?.hasExpired(at: services.steady.now) == true { return .gone }
        let misses = try OneTimePasswordChallengeStore.misses(of: person.number, at: now, database)
        if let until = OneTimePasswords.closedUntil(after: misses, at: now) {
            return .refused(.tooManyMisses(until: until))
        }
        let sendings = try OneTimePasswordStore.sendings(.code, of: person.number, at: now, database)
        if let until = OneTimePasswords.nextSending(after: sendings, at: now) {
            return .refused(.tooManySendings(until: until))
        }
        let challenge =
            earlier
            ?? OneTimePasswordChallenge(
                session: token.hash, number: person.number, address: address, nonce: nonce,
                firstSentAt: services.steady.now)
        if earlier == nil { try OneTimePasswordChallengeStore.add(challenge, database) }
        try OneTimePasswordStore.noteSending(.code, of: person.number, at: now, database)
        try OutboxStore.add(services.codeMail(challenge, asked: visit), of: person.contractID, at: now, database)
        try visit.actor.audit("one-time-password.sent", subject: address.masked, database)
        return .sent
    }
}

/// One entry of a one-time password, judged and written in one transaction (OTP-5).
struct OneTimePasswordEntry: Sendable {
    let visit: Visit<Person>
    let typed: OneTimePasswordCode.Typed
    let age: PasswordAge

    enum Outcome: Sendable {
        /// Signed in, under a new token, at the page named.
        case right(SessionToken, landing: String)
        /// Or nothing has been sent in this sign-in yet.
        case wrong(OneTimePasswordProblem)
        /// The last allowed miss: the code is void and the sign-in has ended.
        case ended
        /// The sign-in has come further, or to an end, meanwhile; or the code's time is over.
        case gone
    }

    func run(_ services: Services) async throws -> Outcome {
        let token = SessionToken(random: services.random)
        return try await services.database.write { [self] in try judge(token, services, $0) }
    }

    private func judge(_ new: SessionToken, _ services: Services, _ database: Connection) throws -> Outcome {
        let token = visit.session.token
        guard try visit.isStillAtStep(database) else { return .gone }
        guard let challenge = try OneTimePasswordChallengeStore.find(token, database) else {
            return .wrong(.codeNotSent)
        }
        if challenge.hasExpired(at: services.steady.now) { return .gone }
        guard challenge.code(services.key).matches(typed) else { return try miss(challenge, services, database) }
        try OneTimePasswordChallengeStore.forget(token, database)
        let stored = try CredentialStore.find(challenge.number, database).state
        let mustChange = stored.mustChangePassword(afterSignInWith: .regular, age: age, at: visit.now)
        let step: SignInStep = mustChange ? .changePassword : .signedIn
        guard try SessionStore.rise(token, to: step, as: new, at: visit.now, database) else { return .gone }
        try visit.actor.audit("one-time-password.accepted", database)
        return .right(new, landing: try SignInStep.landing(new, database))
    }

    private func miss(
        _ challenge: OneTimePasswordChallenge, _ services: Services, _ database: Connection
    ) throws -> Outcome {
        let left = OneTimePasswords.allowedMisses - challenge.misses - 1
        try visit.actor.audit("one-time-password.failed", database)
        try OneTimePasswordChallengeStore.noteMiss(of: challenge.number, at: visit.now, database)
        guard left <= 0 else {
            try OneTimePasswordChallengeStore.countMiss(challenge, database)
            return .wrong(.wrongCode(left: left))
        }
        try OneTimePasswordChallengeStore.forget(visit.session.token, database)
        try SessionStore.end(visit.session.token, database)
        try visit.actor.audit("one-time-password.voided", database)
        try SecurityNotice(OneTimePasswordNotice.missed, of: challenge.number, by: visit.actor)
            .write(services.mails, database)
        return .ended
    }
}
