import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 確認コードの受け取り方の変更 (ACCT-3): to the mail, or to an app, of which this is the first page.
struct OwnSecondFactorPage: Sendable {
    let services: Services

    static let path = OwnAccountPage.path + "/second-factor"
    static let sendingPath = path + "/sending"

    var routes: [SiteRoute<Employee>] {
        [
            .page(.get, Self.path) { try page($0) },
            .page(.post, Self.path, save).unkept.urgent,
            .page(.post, Self.sendingPath, send).unkept.urgent,
        ]
    }

    private var code: PresentCode { PresentCode(services: services) }

    private func send(_ visit: Visit<Employee>) async throws -> Response {
        try await code.send(visit, from: Self.path) { try page(visit, [$0]) }
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        switch visit.form["choice"].flatMap(SecondFactor.init) {
        case nil: return try page(visit, [.noChoice] + (codeProblem(visit).map { [$0] } ?? []))
        case .mail: return try await chooseMail(visit)
        case .app: return try await beginApp(visit)
        }
    }

    private func codeProblem(_ visit: Visit<Employee>) -> SecondFactorProblem? {
        if case .failure(let problem) = PresentCode.read(visit.form) { return problem }
        return nil
    }

    private func chooseMail(_ visit: Visit<Employee>) async throws -> Response {
        let change = OwnAccountChange(visit: visit, token: SessionToken(random: services.random))
        let mails = services.mails
        let outcome = try await code.proven(visit) { account, database in
            try change.choose(.mail, after: account.secondFactor, mails, database)
        }
        switch outcome {
        case .right(true):
            return services.changed(
                .ownFactorChosen(.mail, in: visit.language), change, at: OwnAccountPage.path)
        case .refused(let problem): return try page(visit, [problem])
        case .right(false), .ended: return code.ended()
        }
    }

    /// The app's secret is not the account's before the app has shown a code of it: until then the sign-in goes on as it was.
    private func beginApp(_ visit: Visit<Employee>) async throws -> Response {
        let secret = services.random(AuthenticatorApp.secretLength)
        let sealed = try AppCode(account: visit.person.id).sealed(secret, services)
        let outcome = try await code.proven(visit) { account, database in
            try OwnAccountStore.begin(
                sealed, of: account.id, session: visit.session.token.hash, at: visit.now, database)
        }
        switch outcome {
        case .right: return .redirect(to: OwnAppPage.path)
        case .refused(let problem): return try page(visit, [problem])
        case .ended: return code.ended()
        }
    }

    private func page(_ visit: Visit<Employee>, _ wrong: [SecondFactorProblem] = []) throws -> Response {
        let problems = wrong.map { $0.problem(in: visit.language) }
        guard let code = try code.view(visit, problems) else { throw PageRefusal.notFound }
        let view = OwnSecondFactorView(
            code: code, choice: visit.form["choice"] ?? "", problems: problems, language: visit.language)
        return try services.page("OwnAccount/second-factor", view, for: visit, problems: problems)
    }
}

private struct OwnSecondFactorView: ViewModel {
    let code: PresentCodeView
    let choice: String
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<OwnSecondFactorView> = [
        "present": { .object($0.code) },
        "isByApp": { .flag($0.code.isByApp) },
        "address": { .text($0.code.account.mailAddress.text) },
        "isMail": { .flag($0.choice == SecondFactor.mail.rawValue) },
        "isApp": { .flag($0.choice == SecondFactor.app.rawValue) },
        "choice": { .object(FieldView("choice", "", $0.problems)) },
    ]
}
