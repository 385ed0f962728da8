import Accounts
import HTTP
import SQLite
import Shell
import Telephony

/// The secret for a new app, and the first code of it (ACCT-3). Whoever is here has proved a present code in this session.
struct OwnAppPage: Sendable {
    let services: Services

    static let path = OwnSecondFactorPage.path + "/app"

    var routes: [SiteRoute<Employee>] {
        [
            .page(.get, Self.path) { try page($0) },
            .page(.post, Self.path, enter).unkept.urgent,
        ]
    }

    func enter(_ visit: Visit<Employee>) async throws -> Response {
        switch OneTimePasswordCode.Typed.read(visit.form[PresentCode.field] ?? "") {
        case .failure(let problem): return try page(visit, .code(problem))
        case .success(let typed):
            let change = OwnAccountChange(visit: visit, token: SessionToken(random: services.random))
            switch try await services.database.write({ [services] in try take(typed, change, services, $0) }) {
            case .taken(let hasCodes):
                return services.changed(
                    .ownFactorChosen(.app, in: visit.language), change,
                    at: hasCodes ? OwnAccountPage.path : RecoveryCodesPage.path)
            case .wrong: return try page(visit, .wrongAppCode)
            case .gone: return .redirect(to: OwnSecondFactorPage.path)
            }
        }
    }

    private enum Outcome: Sendable {
        case taken(hasCodes: Bool)
        case wrong
        /// The present code was proved too long ago, or the session has ended.
        case gone
    }

    private func take(
        _ typed: OneTimePasswordCode.Typed, _ change: OwnAccountChange, _ services: Services, _ database: Connection
    ) throws -> Outcome {
        let visit = change.visit
        guard let stored = try pending(visit, database), let account = try AccountStore.find(visit.person.id, database),
            let app = try AppCode(account: account.id).app(stored, services)
        else { return .gone }
        guard let step = app.accepts(typed.digits, after: nil, at: visit.now) else { return .wrong }
        try AccountFactorStore.setApp(stored.sealed, of: account.id, database)
        try AccountFactorStore.setAppStep(step, of: account.id, database)
        guard try change.choose(.app, after: account.secondFactor, services.mails, database) else { return .gone }
        return .taken(hasCodes: try AccountFactorStore.recoveryCodesLeft(of: account.id, database) > 0)
    }

    private func pending(_ visit: Visit<Employee>, _ database: Connection) throws -> AccountFactorStore.App? {
        try OwnAccountStore.pendingApp(
            of: visit.person.id, session: visit.session.token.hash, since: visit.now - OwnAccount.appLifetime, database)
    }

    private func page(_ visit: Visit<Employee>, _ wrong: SecondFactorProblem? = nil) throws -> Response {
        guard let stored = try services.database.read({ try pending(visit, $0) }),
            let app = try AppCode(account: visit.person.id).app(stored, services)
        else { return .redirect(to: OwnSecondFactorPage.path) }
        let problems = wrong.map { [$0.problem(in: visit.language)] } ?? []
        let view = AuthenticatorAppView(app, of: visit.person, issuer: services.site.name, problems: problems)
        return try services.page("OwnAccount/app", view, for: visit, problems: problems)
    }
}
