import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// アカウントの追加 and アカウントの変更.
struct AccountEditPage: Sendable {
    let services: Services

    static let addPath = AccountsPage.path + "/add"
    static let path = AccountsPage.path + "/edit"

    var routes: [SiteRoute<Employee>] {
        [
            .page(.get, Self.addPath, allowed: \.isAdministrator) { try addPage($0, AccountForm(kind: "user")) },
            .page(.post, Self.addPath, allowed: \.isAdministrator, add),
            .page(.get, Self.path, allowed: \.isAdministrator, show),
            .page(.post, Self.path, allowed: \.isAdministrator, save),
        ]
    }

    func add(_ visit: Visit<Employee>) async throws -> Response {
        let form = AccountForm(visit.form)
        switch form.read() {
        case .failure(let problems): return try addPage(visit, form, problems.all)
        case .success(let draft):
            let (change, person) = (services.accountChange(by: visit), visit.person)
            do {
                try await services.database.write { database in
                    try AccountRights.check(person, database)
                    try change.add(draft, to: person.company, database)
                }
            } catch let problem as AccountProblem {
                return try addPage(visit, form, [problem])
            }
            return services.done(.accountAdded(draft, in: visit.language), at: AccountsPage.path)
        }
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let account = try services.account(named: visit.query, for: visit)
        return try page(visit, account, AccountForm(account))
    }

    func save(_ visit: Visit<Employee>) async throws -> Response {
        let account = try services.account(named: visit.form, for: visit)
        let form = AccountForm(visit.form)
        guard visit.form["version"] == "\(account.version)" else { return try conflict(account, form, visit) }
        switch form.read(fixed: account.mailAddress) {
        case .failure(let problems): return try page(visit, account, form, problems.all)
        case .success(let draft):
            do {
                guard try await change(account, to: draft, visit) else { return try conflict(account, form, visit) }
            } catch let problem as AccountProblem {
                return try page(visit, account, form, [problem])
            }
            return services.done(.accountChanged(draft, in: visit.language), at: AccountsPage.path)
        }
    }

    /// False when the account has been changed since it was looked at.
    private func change(_ account: Account, to draft: AccountDraft, _ visit: Visit<Employee>) async throws -> Bool {
        let (change, person) = (services.accountChange(by: visit), visit.person)
        return try await services.database.write { database in
            try AccountRights.check(person, database)
            guard let stored = try AccountStore.find(account.id, of: person.company, database),
                stored.version == account.version
            else { return false }
            try change.change(stored, to: draft, database)
            return true
        }
    }

    private func conflict(_ account: Account, _ form: AccountForm, _ visit: Visit<Employee>) throws -> Response {
        let stored = try services.database.read { try AccountStore.find(account.id, $0) } ?? account
        let path = "\(Self.path)?account=\(account.id)"
        return try services.conflictPage(
            Conflict(
                rows: stored.conflictRows(with: form, in: visit.language), answer: .anew(path: path),
                back: (AccountsPage.path, Account.title(in: visit.language))), for: visit)
    }

    private func addPage(
        _ visit: Visit<Employee>, _ form: AccountForm, _ wrong: [AccountProblem] = []
    ) throws -> Response {
        let problems = wrong.map { $0.problem(in: visit.language) }
        return try services.page(
            "CompanyAccounts/add", AccountFormView(form: form, account: nil, problems: problems), for: visit,
            problems: problems)
    }

    private func page(
        _ visit: Visit<Employee>, _ account: Account, _ form: AccountForm, _ wrong: [AccountProblem] = []
    ) throws -> Response {
        let problems = wrong.map { $0.problem(in: visit.language) }
        return try services.page(
            "CompanyAccounts/edit", AccountFormView(form: form, account: account, problems: problems), for: visit,
            problems: problems)
    }
}

/// Rights may have been taken away between the page and its form (RIGHT-4).
enum AccountRights {
    /// - Throws: `PageRefusal.notAllowed`.
    static func check(_ person: Employee, _ database: Connection) throws {
        guard let account = try AccountStore.find(person.id, of: person.company, database), account.isAdministrator,
            account.standing == .active
        else { throw PageRefusal.notAllowed }
    }
}

extension Services {
    func accountChange(by visit: Visit<Employee>) -> AccountChange {
        AccountChange(by: visit.actor, mails, random: random)
    }

    /// The one that the address or the form names.
    /// - Throws: `PageRefusal.notFound`, for another company's too (RIGHT-4).
    func account(named form: Form, for visit: Visit<Employee>) throws -> Account {
        let found = try form["account"].flatMap { Int($0) }.flatMap { id in
            try database.read { try AccountStore.find(id, of: visit.person.company, $0) }
        }
        guard let found else { throw PageRefusal.notFound }
        return found
    }
}

private struct AccountFormView: ViewModel {
    let form: AccountForm
    /// Nil: a new one.
    let account: Account?
    let problems: [Problem]

    static let fields: ViewFields<AccountFormView> = [
        "id": { .text($0.account.map { "\($0.id)" } ?? "") },
        "version": { .text($0.account.map { "\($0.version)" } ?? "") },
        "fixedAddress": { .text(ifAny: $0.account?.mailAddress.text) },
        "mailAddress": { .object(FieldView("mailAddress", $0.form.mailAddress, $0.problems)) },
        "name": { .object(FieldView("name", $0.form.name, $0.problems)) },
        "telephone": { .object(FieldView("telephone", $0.form.telephone, $0.problems)) },
        "kind": { .object(FieldView("kind", $0.form.kind, $0.problems)) },
        "isUser": { .flag($0.form.kind == "user") },
        "isAdministrator": { .flag($0.form.kind == "administrator") },
    ]
}
