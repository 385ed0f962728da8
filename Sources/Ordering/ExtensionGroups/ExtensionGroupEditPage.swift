import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// One group: 追加 and 変更. What a button other than 「設定する」 asks for changes the form only.
struct ExtensionGroupEditPage: Sendable {
    let desk: ExtensionDesk

    private static let page = ExtensionGroupsPage.page
    private static let (add, edit) = ("/add", "/edit")
    /// Members by number and by ticks, and the places of them all.
    private static let bodyLimit = 32 * 1024

    static func addPath(of contract: ContractCode) -> String { page.of(contract, add) }

    static func path(of group: ExtensionGroup) -> String { page.of(group.contract, edit) + "?group=\(group.id)" }

    var routes: [SiteRoute<Employee>] {
        let (add, edit) = (Self.page.family(Self.add), Self.page.family(Self.edit))
        return [
            desk.page(.get, add) { try page($0, try open($0, nil), ExtensionGroupForm()) },
            desk.page(.post, add, bodyLimit: Self.bodyLimit) { try await save($0, try open($0, nil)) },
            desk.page(.get, edit) { visit in
                let opened = try open(visit, visit.query)
                return try page(visit, opened, opened.group.map { ExtensionGroupForm($0.settings) } ?? .init())
            },
            desk.page(.post, edit, bodyLimit: Self.bodyLimit) { try await save($0, try open($0, $0.form)) },
        ]
    }

    /// What a page is about, as it is stored now.
    private struct Opened {
        let contract: ExtensionDesk.Opened
        /// Nil for a new one.
        let group: ExtensionGroup?
        let facts: ExtensionGroupFacts
    }

    /// - Parameter form: names the group; nil for a new one.
    /// - Throws: `PageRefusal.notFound`, for another contract's too.
    private func open(_ visit: Visit<Employee>, _ form: Form?) throws -> Opened {
        try desk.services.database.read { database in
            let contract = try desk.open(visit, database)
            let group = try form.map { try Self.group($0, of: contract.code, database) }
            return Opened(
                contract: contract, group: group,
                facts: try ExtensionGroupStore.facts(of: contract.code, contract.plan, database))
        }
    }

    static func group(_ form: Form, of code: ContractCode, _ database: Connection) throws -> ExtensionGroup {
        guard let id = form["group"].flatMap({ Int($0) }), let found = try ExtensionGroupStore.find(id, database),
            found.contract == code
        else { throw PageRefusal.notFound }
        return found
    }

    private func save(_ visit: Visit<Employee>, _ opened: Opened) async throws -> Response {
        if Conflict.keepsStored(visit.form) {
            return desk.services.done(Conflict.kept, at: Self.page.of(opened.contract.code))
        }
        var form = ExtensionGroupForm(visit.form)
        let wish = form.wish
        // Numbers that were typed and not yet added are meant, whatever is pressed.
        let problems = form.takeAdded(opened.facts)
        form.carryOut(wish)
        guard wish == .save, problems.isEmpty else { return try page(visit, opened, form, problems) }
        guard let seen = opened.group.seen(by: visit.form) else { throw FormProblem.malformed }
        let change = ExtensionGroupChange(
            form: form, seen: seen, contract: opened.contract.code, actor: visit.actor)
        switch try await desk.save(opened.contract, for: visit, change.run) {
        case .wrong(let problems): return try page(visit, opened, form, problems)
        case .conflict(let stored): return try conflict(stored, form, opened.facts, visit)
        case .gone: throw PageRefusal.notFound
        case .saved(let settings):
            return desk.services.done(
                .extensionGroupSaved(settings, isNew: opened.group == nil, in: visit.language),
                at: Self.page.of(opened.contract.code))
        }
    }

    private func conflict(
        _ stored: ExtensionGroup, _ form: ExtensionGroupForm, _ facts: ExtensionGroupFacts, _ visit: Visit<Employee>
    ) throws -> Response {
        let row = Conflict.Row(
            label: stored.settings.name, stored: facts.words(stored.settings, in: visit.language),
            typed: facts.words(form, in: visit.language),
            sent: form.sent + [("group", "\(stored.id)"), ("version", "\(stored.version)")])
        return try desk.services.conflictPage(
            Conflict(
                rows: [row], answer: .here(path: Self.page.of(stored.contract, Self.edit)),
                back: (Self.page.of(stored.contract), ExtensionGroup.title(in: visit.language))), for: visit)
    }

    private func page(
        _ visit: Visit<Employee>, _ opened: Opened, _ form: ExtensionGroupForm, _ wrong: [ExtensionGroupProblem] = []
    ) throws -> Response {
        let problems = wrong.map { $0.problem(opened.facts, in: visit.language) }
        let view = ExtensionGroupView(
            frame: desk.frame(Self.page, opened.contract, visit), contract: opened.contract.code, group: opened.group,
            shownVersion: visit.form["version"], form: form, facts: opened.facts, problems: problems,
            language: visit.language)
        return try desk.services.page(
            opened.group == nil ? "ExtensionGroups/add" : "ExtensionGroups/edit", view, for: visit, problems: problems)
    }
}

extension ExtensionGroupForm {
    /// What changes the form only.
    fileprivate mutating func carryOut(_ wish: Act) {
        switch wish {
        case .up(let number): members.move(number, by: -1)
        case .down(let number): members.move(number, by: 1)
        case .remove(let number): members.remove(number)
        case .save, .add, .search, .arrange: break
        }
    }
}

extension ExtensionGroup? {
    /// Which one the person has seen, and as of which version; nil for a form made by hand.
    fileprivate func seen(by form: Form) -> ExtensionGroupChange.Seen? {
        guard let self else { return .new }
        return form["version"].flatMap { Int($0) }.map { .stored(id: self.id, version: $0) }
    }
}
