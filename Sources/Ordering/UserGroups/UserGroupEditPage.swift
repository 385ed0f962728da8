import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// One group: 追加, 変更, 削除.
struct UserGroupEditPage: Sendable {
    let services: Services
    let policy: OrderPolicy

    static let addPath = UserGroupsPage.path + "/add"
    static let path = UserGroupsPage.path + "/edit"
    static let removalPath = UserGroupsPage.path + "/remove"

    var routes: [SiteRoute<Employee>] {
        [
            .page(.get, Self.addPath, allowed: \.isAdministrator) { try page($0, nil, UserGroupForm()) },
            .page(.post, Self.addPath, allowed: \.isAdministrator) { try await save($0, nil) },
            .page(.get, Self.path, allowed: \.isAdministrator, show),
            .page(.post, Self.path, allowed: \.isAdministrator) { try await save($0, try group(named: $0.form, $0)) },
            .page(.get, Self.removalPath, allowed: \.isAdministrator, askRemoval),
            .page(.post, Self.removalPath, allowed: \.isAdministrator, remove),
        ]
    }

    /// - Throws: `PageRefusal.notFound`, for another company's too (RIGHT-4).
    private func group(named form: Form, _ visit: Visit<Employee>) throws -> UserGroup {
        let found = try form["group"].flatMap { Int($0) }.flatMap { id in
            try services.database.read { try UserGroupStore.find(id, of: visit.person.company, $0) }
        }
        guard let found else { throw PageRefusal.notFound }
        return found
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let group = try group(named: visit.query, visit)
        return try page(visit, group, UserGroupForm(group))
    }

    /// - Parameter group: nil for a new one.
    private func save(_ visit: Visit<Employee>, _ group: UserGroup?) async throws -> Response {
        let form = UserGroupForm(visit.form)
        if let group, visit.form["version"] != "\(group.version)" { return try conflict(group, visit) }
        let facts = try facts(visit, group)
        switch try form.read(known: Set(facts.contracts), accounts: Set(facts.accounts.map(\.id))) {
        case .failure(let problems): return try page(visit, group, form, problems.all)
        case .success(let draft):
            let change = UserGroupChange(draft: draft, group: group, person: visit.person, actor: visit.actor)
            do {
                guard try await services.database.write({ try change.run($0) }) else {
                    return try group.map { try conflict($0, visit) } ?? .redirect(to: UserGroupsPage.path)
                }
            } catch let problem as UserGroupProblem {
                return try page(visit, group, form, [problem])
            }
            return services.done(
                .userGroupSaved(draft, isNew: group == nil, policy, in: visit.language), at: UserGroupsPage.path)
        }
    }

    func askRemoval(_ visit: Visit<Employee>) throws -> Response {
        let group = try group(named: visit.query, visit)
        let view = UserGroupRemovalView(group: group, policy: policy, language: visit.language)
        return try services.page("UserGroups/remove", view, for: visit)
    }

    func remove(_ visit: Visit<Employee>) async throws -> Response {
        let group = try group(named: visit.form, visit)
        let (person, actor) = (visit.person, visit.actor)
        try await services.database.write { database in
            try AccountRights.check(person, database)
            try UserGroupStore.remove(group.id, database)
            try actor.audit("group.removed", subject: group.name, before: group.grant.line, database)
        }
        return services.done(.userGroupRemoved(group, in: visit.language), at: UserGroupsPage.path)
    }

    private func conflict(_ group: UserGroup, _ visit: Visit<Employee>) throws -> Response {
        let stored = try services.database.read { try UserGroupStore.find(group.id, of: visit.person.company, $0) }
        guard let stored else { throw PageRefusal.notFound }
        let row = Conflict.Row(
            label: stored.name, stored: stored.grant.words(policy, in: visit.language),
            typed: UserGroup.typedWords(visit.form["scope"], visit.form["level"], policy, in: visit.language))
        return try services.conflictPage(
            Conflict(
                rows: [row], answer: .anew(path: "\(Self.path)?group=\(group.id)"),
                back: (UserGroupsPage.path, UserGroup.title(in: visit.language))), for: visit)
    }

    private struct Facts {
        let accounts: [Account]
        let contracts: [ContractCode]
    }

    /// Those that can be ticked; what a group has stays, though its contract has ended.
    private func facts(_ visit: Visit<Employee>, _ group: UserGroup?) throws -> Facts {
        try services.database.read { database in
            var codes = Set(try ServiceContractStore.codes(of: visit.person.company, database))
            if case .contracts(let own)? = group?.grant.scope { codes.formUnion(own) }
            return Facts(
                accounts: try AccountStore.all(of: visit.person.company, database).filter { $0.standing != .void },
                contracts: codes.sorted { $0.text < $1.text })
        }
    }

    private func page(
        _ visit: Visit<Employee>, _ group: UserGroup?, _ form: UserGroupForm, _ wrong: [UserGroupProblem] = []
    ) throws -> Response {
        let facts = try facts(visit, group)
        let problems = wrong.map { $0.problem(in: visit.language) }
        let view = UserGroupView(
            group: group, form: form, accounts: facts.accounts, contracts: facts.contracts, policy: policy,
            problems: problems)
        return try services.page(
            group == nil ? "UserGroups/add" : "UserGroups/edit", view, for: visit, problems: problems)
    }
}

/// A group as it is to be, in one transaction.
private struct UserGroupChange: Sendable {
    let draft: UserGroupDraft
    let group: UserGroup?
    let person: Employee
    let actor: Actor

    /// False when it was changed meanwhile.
    func run(_ database: Connection) throws -> Bool {
        try AccountRights.check(person, database)
        guard try !UserGroupStore.isTaken(draft.name, in: person.company, but: group?.id, database) else {
            throw UserGroupProblem.nameTaken
        }
        if let group {
            guard try UserGroupStore.find(group.id, of: person.company, database)?.version == group.version else {
                return false
            }
            try UserGroupStore.change(group.id, draft.name, draft.grant, database)
            try UserGroupStore.set(draft.members, of: group.id, database)
            try actor.audit(
                "group.changed", subject: draft.name, before: group.grant.line, after: draft.grant.line, database)
        } else {
            guard try UserGroupStore.count(of: person.company, database) < UserGroup.most else {
                throw UserGroupProblem.tooMany
            }
            let id = try UserGroupStore.add(company: person.company, draft.name, draft.grant, database)
            try UserGroupStore.set(draft.members, of: id, database)
            try actor.audit("group.added", subject: draft.name, after: draft.grant.line, database)
        }
        try CompanyStore.raiseRevision(person.company, database)
        return true
    }
}

extension Grant {
    /// As the trail has it.
    fileprivate var line: String {
        switch scope {
        case .everything: "everything \(level.rawValue)"
        case .service(let service): "\(service.rawValue) \(level.rawValue)"
        case .contracts(let codes): "\(codes.map(\.text).sorted().joined(separator: ",")) \(level.rawValue)"
        }
    }
}

private struct UserGroupRemovalView: ViewModel {
    let group: UserGroup
    let policy: OrderPolicy
    let language: Language

    static let fields: ViewFields<UserGroupRemovalView> = [
        "id": { .integer($0.group.id) },
        "name": { .text($0.group.name) },
        "grant": { .text($0.group.grant.words($0.policy, in: $0.language)) },
        "count": { .text("\($0.group.members.count)") },
    ]
}

private struct UserGroupView: ViewModel {
    let group: UserGroup?
    let form: UserGroupForm
    let accounts: [Account]
    let contracts: [ContractCode]
    let policy: OrderPolicy
    let problems: [Problem]

    static let fields: ViewFields<UserGroupView> = [
        "id": { .text($0.group.map { "\($0.id)" } ?? "") },
        "version": { .text($0.group.map { "\($0.version)" } ?? "") },
        "name": { .object(FieldView("name", $0.form.name, $0.problems)) },
        "scope": { .object(FieldView("scope", "", $0.problems)) },
        "level": { .object(FieldView("level", "", $0.problems)) },
        "smartPBX": { .text($0.policy.name(of: .smartPBX)) },
        "ipVoice": { .text($0.policy.name(of: .ipVoice)) },
        "isEverything": { .flag($0.form.scope == "everything") },
        "isSmartPBX": { .flag($0.form.scope == OrderedService.smartPBX.rawValue) },
        "isIPVoice": { .flag($0.form.scope == OrderedService.ipVoice.rawValue) },
        "isContracts": { .flag($0.form.scope == "contracts") },
        "isEdit": { .flag($0.form.level == Grant.Level.edit.rawValue) },
        "isView": { .flag($0.form.level == Grant.Level.view.rawValue) },
        "contracts": { view in
            .list(
                view.contracts.map {
                    TickView(name: "contract-\($0.text)", label: $0.text, isOn: view.form.contracts.contains($0.text))
                })
        },
        "hasContracts": { .flag(!$0.contracts.isEmpty) },
        "typed": { view in
            view.contracts.count > UserGroup.mostTicks
                ? .object(
                    FieldView(
                        "contracts", view.form.typed ?? view.form.contracts.sorted().joined(separator: "\n"),
                        view.problems))
                : .absent
        },
        "count": { .text($0.contracts.count.inGroups) },
        "members": { view in
            .list(
                view.accounts.map {
                    TickView(
                        name: "member-\($0.id)", label: $0.name, detail: $0.mailAddress.text,
                        isOn: view.form.members.contains($0.id))
                })
        },
    ]
}

private struct TickView: ViewModel {
    let name: String
    let label: String
    var detail: String?
    let isOn: Bool

    static let fields: ViewFields<TickView> = [
        "name": { .text($0.name) },
        "label": { .text($0.label) },
        "detail": { .text(ifAny: $0.detail) },
        "isOn": { .flag($0.isOn) },
    ]
}
