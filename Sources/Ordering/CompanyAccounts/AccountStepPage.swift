import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// What is done to another's account after a question: the link once more, void, the second factor forgotten.
struct AccountStepPage: Sendable {
    let services: Services

    enum Step: String, Sendable, CaseIterable {
        case invite, void, reset

        var path: String { "\(AccountsPage.path)/\(rawValue)" }

        /// Whether it can be done to an account that stands so.
        func fits(_ account: Account) -> Bool {
            switch self {
            case .invite: account.standing != .active
            case .void: account.standing != .void
            case .reset: account.standing == .active
            }
        }

        func run(_ change: AccountChange, _ account: Account, _ database: Connection) throws {
            switch self {
            case .invite: try change.invite(account, database)
            case .void: try change.makeVoid(account, database)
            case .reset: try change.resetSecondFactor(account, database)
            }
        }
    }

    var routes: [SiteRoute<Employee>] {
        Step.allCases.flatMap { step in
            [
                SiteRoute.page(.get, step.path, allowed: \.isAdministrator) { try show(step, $0) },
                SiteRoute.page(.post, step.path, allowed: \.isAdministrator) { try await run(step, $0) },
            ]
        }
    }

    private func show(_ step: Step, _ visit: Visit<Employee>) throws -> Response {
        try page(step, visit, try services.account(named: visit.query, for: visit))
    }

    private func run(_ step: Step, _ visit: Visit<Employee>) async throws -> Response {
        let account = try services.account(named: visit.form, for: visit)
        let (change, person) = (services.accountChange(by: visit), visit.person)
        guard account.id != person.id, step.fits(account) else { return .redirect(to: AccountsPage.path) }
        do {
            let isDone = try await services.database.write { database in
                try AccountRights.check(person, database)
                guard let stored = try AccountStore.find(account.id, of: person.company, database), step.fits(stored)
                else { return false }
                try step.run(change, stored, database)
                return true
            }
            guard isDone else { return .redirect(to: AccountsPage.path) }
        } catch let problem as AccountProblem {
            return try page(step, visit, account, [problem])
        }
        return services.done(.step(step, account, in: visit.language), at: AccountsPage.path)
    }

    private func page(
        _ step: Step, _ visit: Visit<Employee>, _ account: Account, _ wrong: [AccountProblem] = []
    ) throws -> Response {
        guard account.id != visit.person.id, step.fits(account) else { return .redirect(to: AccountsPage.path) }
        let problems = wrong.map { $0.problem(in: visit.language, field: "step") }
        let view = StepView(step: step, account: account, problems: problems)
        return try services.page("CompanyAccounts/\(step.rawValue)", view, for: visit, problems: problems)
    }
}

private struct StepView: ViewModel {
    let step: AccountStepPage.Step
    let account: Account
    let problems: [Problem]

    static let fields: ViewFields<StepView> = [
        "id": { .integer($0.account.id) },
        "name": { .text($0.account.name) },
        "mailAddress": { .text($0.account.mailAddress.text) },
        "isVoid": { .flag($0.account.standing == .void) },
        "step": { .object(FieldView("step", "", $0.problems)) },
    ]
}
