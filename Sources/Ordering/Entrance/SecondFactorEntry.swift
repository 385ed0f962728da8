import Accounts
import SQLite
import Shell
import Telephony

/// One entry behind the password, judged and written in one transaction.
struct SecondFactorEntry: Sendable {
    let visit: Visit<Employee>
    let typed: SecondFactorCheck.Typed

    enum Outcome: Sendable {
        /// Further on, under a new token.
        case right(SessionToken, landing: String)
        case wrong(SecondFactorProblem)
        /// The last allowed miss: the sign-in has ended.
        case ended
        /// The sign-in has come further, or to an end, meanwhile; or the code's time is over.
        case gone
    }

    func run(_ services: Services) async throws -> Outcome {
        let new = SessionToken(random: services.random)
        let check = SecondFactorCheck(
            visit: visit, typed: typed, nonce: services.random(SecondFactorChallenge.nonceLength))
        return try await services.database.write { [self] database in
            try conclude(check, new, services, database)
        }
    }

    private func conclude(
        _ check: SecondFactorCheck, _ new: SessionToken, _ services: Services, _ database: Connection
    ) throws -> Outcome {
        let token = visit.session.token
        guard let session = try EmployeeSessionStore.find(token, database),
            session.step == EmployeeSteps.enterSecondFactor,
            let account = try AccountStore.find(session.person.id, database)
        else { return .gone }
        switch try check.verdict(on: account, services, database) {
        case .right: break
        case .wrong(let problem): return .wrong(problem)
        case .ended: return .ended
        case .expired: return .gone
        }
        let step = account.secondFactor == nil ? EmployeeSteps.chooseSecondFactor : EmployeeSteps.signedIn
        guard
            try EmployeeSessionStore.rise(
                token, from: EmployeeSteps.enterSecondFactor, to: step, as: new, at: visit.now, database)
        else { return .gone }
        try visit.actor.audit("sign-in", after: check.kind(of: account), database)
        try tellOfDevice(account, step, services, database)
        return .right(new, landing: try EntrancePage.landing(new, database))
    }

    /// AUTH-12: where the account was not known. Who has still to choose a second factor hears of that, at the same address.
    private func tellOfDevice(
        _ account: Account, _ step: SignInStep, _ services: Services, _ database: Connection
    ) throws {
        guard step.isLast, !visit.device(services).knows(account.mailAddress.signInName) else { return }
        try AccountNotice.newDevice(agent: Client(visit.request).agent)
            .write(to: account.mailAddress, by: visit.actor, services.mails, database)
    }
}

extension Visit<Employee> {
    /// What this browser shows of who has signed in with it.
    func device(_ services: Services) -> KnownDevice {
        KnownDevice(request, of: services.site, services.key, at: now)
    }
}
