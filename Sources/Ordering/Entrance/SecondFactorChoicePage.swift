import Accounts
import Encodings
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 確認コードの受け取り方 (ACCT-3): by mail, or from an authenticator app, which is given its secret here.
/// Recovery codes come next.
struct SecondFactorChoicePage: Sendable {
    let services: Services

    static let path = EmployeeSteps.chooseSecondFactor.home
    static let appPath = "/second-factor/app"
    private static let step: Set = [EmployeeSteps.chooseSecondFactor]

    var routes: [SiteRoute<Employee>] {
        [
            .signingIn(Self.step, .get, Self.path) { try page($0) },
            .signingIn(Self.step, .post, Self.path, choose),
            .signingIn(Self.step, .get, Self.appPath) { try appPage($0) },
            .signingIn(Self.step, .post, Self.appPath, enter),
        ]
    }

    func choose(_ visit: Visit<Employee>) async throws -> Response {
        switch visit.form["choice"].flatMap(SecondFactor.init) {
        case nil: return try page(visit, .noChoice)
        case .mail: return try await conclude(.mail, nil, visit)
        case .app:
            let secret = services.random(AuthenticatorApp.secretLength)
            let id = visit.person.id
            let sealed = try AppCode(account: id).sealed(secret, services)
            try await services.database.write { try AccountFactorStore.setApp(sealed, of: id, $0) }
            return .redirect(to: Self.appPath)
        }
    }

    func enter(_ visit: Visit<Employee>) async throws -> Response {
        switch OneTimePasswordCode.Typed.read(visit.form["code"] ?? "") {
        case .failure(let problem): return try appPage(visit, .code(problem))
        case .success(let typed): return try await conclude(.app, typed, visit)
        }
    }

    /// Only a code that the app has shown proves that it holds the secret.
    private func conclude(
        _ factor: SecondFactor, _ typed: OneTimePasswordCode.Typed?, _ visit: Visit<Employee>
    ) async throws -> Response {
        let choice = SecondFactorChoice(visit: visit, factor: factor, typed: typed)
        let token = SessionToken(random: services.random)
        switch try await services.database.write({ [services] in try choice.run(token, services, $0) }) {
        case .wrong: return try appPage(visit, .wrongAppCode)
        case .gone: return .redirect(to: Self.path)
        case .chosen:
            var response = services.done(
                .secondFactorChosen(factor, in: visit.language), at: RecoveryCodesPage.path)
            response.setCookie(services.site.cookies.cookie(of: token))
            response.setCookie(try visit.device(services).cookie(with: visit.person.account))
            return response
        }
    }

    private func page(_ visit: Visit<Employee>, _ wrong: SecondFactorProblem? = nil) throws -> Response {
        let problems = wrong.map { [$0.problem(in: visit.language)] } ?? []
        let view = ChoiceView(address: visit.person.mailAddress.text, field: FieldView("choice", "", problems))
        return try services.page("Entrance/choice", view, for: visit, problems: problems)
    }

    private func appPage(_ visit: Visit<Employee>, _ wrong: SecondFactorProblem? = nil) throws -> Response {
        let id = visit.person.id
        guard let stored = try services.database.read({ try AccountFactorStore.app(of: id, $0) }),
            let app = try AppCode(account: id).app(stored, services)
        else { return .redirect(to: Self.path) }
        let problems = wrong.map { [$0.problem(in: visit.language)] } ?? []
        let view = AuthenticatorAppView(app, of: visit.person, issuer: services.site.name, problems: problems)
        return try services.page("Entrance/app", view, for: visit, problems: problems)
    }
}

private struct SecondFactorChoice: Sendable {
    let visit: Visit<Employee>
    let factor: SecondFactor
    let typed: OneTimePasswordCode.Typed?

    enum Outcome: Sendable {
        case chosen
        case wrong
        case gone
    }

    func run(_ new: SessionToken, _ services: Services, _ database: Connection) throws -> Outcome {
        let (person, token, now) = (visit.person, visit.session.token, visit.now)
        guard let session = try EmployeeSessionStore.find(token, database),
            session.step == EmployeeSteps.chooseSecondFactor
        else { return .gone }
        if let typed, try AppCode(account: person.id).verdict(typed, services, at: now, database) != true {
            return .wrong
        }
        try AccountFactorStore.choose(factor, of: person.id, database)
        guard
            try EmployeeSessionStore.rise(
                token, from: EmployeeSteps.chooseSecondFactor, to: EmployeeSteps.signedIn, as: new, at: now, database)
        else { return .gone }
        try visit.actor.audit("second-factor.chosen", after: factor.rawValue, database)
        try visit.actor.audit("sign-in", after: factor.rawValue, database)
        try AccountNotice.secondFactorChanged(factor)
            .write(to: person.mailAddress, by: visit.actor, services.mails, database)
        return .chosen
    }
}

private struct ChoiceView: ViewModel {
    let address: String
    let field: FieldView

    static let fields: ViewFields<ChoiceView> = [
        "address": { .text($0.address) },
        "choice": { .object($0.field) },
    ]
}
