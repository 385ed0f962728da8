import SQLite
import Shell
import Telephony

/// ワンタイムパスワードを送信, in one transaction: the same code again while it serves, at most so many mails (OTP-5).
struct OneTimePasswordSending: Sendable {
    let visit: Visit<Person>

    enum Outcome: Sendable {
        case sent
        /// 300 seconds after the first sending a sign-in begins anew.
        case expired
        /// Too many mails to this number; one more from then on.
        case tooMany(until: Moment)
        /// Too many wrong codes, over all sign-ins of the number.
        case closed(until: Moment)
        /// The sign-in has come further, or to an end, meanwhile.
        case gone
    }

    func run(_ services: Services) async throws -> Outcome {
        let nonce = services.random(OneTimePasswordChallenge.nonceLength)
        return try await services.database.write { [self] in try send(nonce, services, $0) }
    }

    private func send(_ nonce: [UInt8], _ services: Services, _ database: Connection) throws -> Outcome {
        let (person, now, token) = (visit.person, visit.now, visit.session.token)
        guard try SessionStore.find(token, database)?.step == .enterOneTimePassword,
            let address = try OneTimePasswordStore.mailAddress(of: person.number, database)
        else { return .gone }
        let earlier = try OneTimePasswordChallengeStore.find(token, database)
        if earlier?.hasExpired(at: now) == true { return .expired }
        let misses = try OneTimePasswordChallengeStore.misses(of: person.number, at: now, database)
        if let until = OneTimePasswords.closedUntil(after: misses, at: now) { return .closed(until: until) }
        let sendings = try OneTimePasswordStore.sendings(.code, of: person.number, at: now, database)
        if let until = OneTimePasswords.nextSending(after: sendings, at: now) { return .tooMany(until: until) }
        let challenge =
            earlier
            ?? OneTimePasswordChallenge(
                session: token.hash, number: person.number, address: address, nonce: nonce, firstSentAt: now)
        if earlier == nil { try OneTimePasswordChallengeStore.add(challenge, database) }
        try OneTimePasswordStore.noteSending(.code, of: person.number, at: now, database)
        try OutboxStore.add(services.codeMail(challenge, asked: visit), of: person.contractID, at: now, database)
        try AuditStore.write(visit.entry("one-time-password.sent", subject: address.masked), database)
        return .sent
    }
}

/// One entry of a one-time password, judged and written in one transaction (OTP-5).
struct OneTimePasswordEntry: Sendable {
    let visit: Visit<Person>
    let typed: OneTimePasswordCode.Typed

    enum Outcome: Sendable {
        /// Signed in, under a new token, at the page named.
        case right(SessionToken, landing: String)
        case wrong(left: Int)
        case expired
        /// Nothing has been sent in this sign-in yet.
        case notSent
        /// The last allowed miss: the code is void and the sign-in has ended.
        case ended
        /// The sign-in has come further, or to an end, meanwhile.
        case gone
    }

    func run(_ services: Services) async throws -> Outcome {
        let token = SessionToken(random: services.random)
        return try await services.database.write { [self] in try judge(token, services, $0) }
    }

    private func judge(_ new: SessionToken, _ services: Services, _ database: Connection) throws -> Outcome {
        let token = visit.session.token
        guard try SessionStore.find(token, database)?.step == .enterOneTimePassword else { return .gone }
        guard let challenge = try OneTimePasswordChallengeStore.find(token, database) else { return .notSent }
        if challenge.hasExpired(at: visit.now) { return .expired }
        guard challenge.code(services.key).matches(typed) else { return try miss(challenge, services, database) }
        try OneTimePasswordChallengeStore.forget(token, database)
        guard try SessionStore.rise(token, to: .signedIn, as: new, at: visit.now, database) else { return .gone }
        try AuditStore.write(visit.entry("one-time-password.accepted"), database)
        return .right(new, landing: try SignIn.landing(new, database))
    }

    private func miss(
        _ challenge: OneTimePasswordChallenge, _ services: Services, _ database: Connection
    ) throws -> Outcome {
        let left = OneTimePasswords.allowedMisses - challenge.misses - 1
        try AuditStore.write(visit.entry("one-time-password.failed"), database)
        try OneTimePasswordChallengeStore.noteMiss(of: challenge.number, at: visit.now, database)
        guard left <= 0 else {
            try OneTimePasswordChallengeStore.countMiss(challenge, database)
            return .wrong(left: left)
        }
        try OneTimePasswordChallengeStore.forget(visit.session.token, database)
        try SessionStore.end(visit.session.token, database)
        try AuditStore.write(visit.entry("one-time-password.voided"), database)
        try OneTimePasswordNotice.missed(challenge.number, visit.cause).write(services.mails, database)
        return .ended
    }
}
