import CivilCalendar
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// The first page of who has signed in: what the company has, what is under way, what is to be known.
enum Dashboard {
    static func feature(_ desk: OrderDesk) -> Feature<Employee> {
        Feature(routes: [
            .page(.get, EmployeeSteps.signedIn.home, DashboardPage(desk: desk).show),
            .page(.get, NewServicePage.path, allowed: NewServicePage.isOpen(to:), NewServicePage(desk: desk).show),
        ])
    }
}

struct DashboardPage: Sendable {
    let desk: OrderDesk

    /// So many of each are shown; the lists have all.
    static let mostShown = 10

    func show(_ visit: Visit<Employee>) throws -> Response {
        let (person, now) = (visit.person, desk.clock.now())
        let view = try desk.services.database.read { database in
            DashboardView(
                person: person,
                contracts: try SmartPBXContractPage.rows(
                    of: person, atMost: Self.mostShown, visit.language, database),
                contractCount: try ContractListPart.count(of: person, .smartPBX, database),
                voice: try VoiceContractPage.rows(of: person, atMost: Self.mostShown, visit.language, database),
                voiceCount: try ContractListPart.count(of: person, .ipVoice, database),
                orders: try OrderListStore.open(
                    of: person.company, in: person.rights.scope, atMost: Self.mostShown, database),
                drafts: try OrderDraftStore.count(of: person.company, in: person.rights.editScope, database),
                maintenances: try MaintenanceStore.all(after: now, database).filter {
                    $0.begin - now <= Maintenance.notice
                },
                outages: try OutageStore.count(
                    of: person.company, in: person.rights.scope, at: now, onlyRunning: true, database),
                coming: try coming(to: person.company, on: now.day, database),
                policy: desk.policy, language: visit.language)
        }
        return try desk.services.page("Dashboard/dashboard", view, for: visit)
    }
}

extension DashboardPage {
    /// Versions of documents that are about what the company has (FEE-6).
    private func coming(to company: Int, on today: CivilDate, _ database: Connection) throws -> [ConsentVersion] {
        let versions = TermsNotice.announced(try desk.consents.book(database), on: today)
        if versions.isEmpty { return [] }
        let services = try TermsNoticeStore.services(of: company, database)
        return versions.filter { !services.isDisjoint(with: $0.document.services) }
    }
}

private struct DashboardView: ViewModel {
    let person: Employee
    let contracts: [SmartPBXContractRow]
    let contractCount: Int
    let voice: [VoiceContractRow]
    let voiceCount: Int
    let orders: [Order]
    let drafts: Int
    let maintenances: [Maintenance]
    /// Those that go on.
    let outages: Int
    let coming: [ConsentVersion]
    let policy: OrderPolicy
    let language: Language

    static let fields: ViewFields<DashboardView> = [
        "company": { .text($0.person.companyName) },
        "name": { .text($0.person.name) },
        "mailAddress": { .text($0.person.mailAddress.text) },
        "isAdministrator": { .flag($0.person.isAdministrator) },
        "hasRights": { .flag(!$0.person.rights.grants.isEmpty) },
        "mayOrder": { .flag(NewServicePage.isOpen(to: $0.person)) },
        "maySmartPBX": { .flag($0.person.rights.knows(.smartPBX)) },
        "serviceName": { .text($0.policy.name(of: .smartPBX)) },
        "mayVoice": { .flag($0.person.rights.knows(.ipVoice)) },
        "voiceName": { .text($0.policy.name(of: .ipVoice)) },
        "contracts": { view in
            view.contracts.isEmpty
                ? .absent
                : .object(
                    ContractTableView(rows: view.contracts, total: view.contractCount, path: SmartPBXContractPage.path))
        },
        "voice": { view in
            view.voice.isEmpty
                ? .absent
                : .object(ContractTableView(rows: view.voice, total: view.voiceCount, path: VoiceContractPage.path))
        },
        "hasNone": { .flag($0.contracts.isEmpty && $0.voice.isEmpty) },
        "orders": { view in
            view.orders.isEmpty
                ? .absent : .object(OrderTableView(orders: view.orders, policy: view.policy, language: view.language))
        },
        "drafts": { .object(ifAny: CountView($0.drafts)) },
        "coming": { view in .list(view.coming.map { ComingTermsView(version: $0, language: view.language) }) },
        "outages": { view in
            .text(ifAny: view.outages == 0 ? nil : OutageWords.running(view.outages, in: view.language))
        },
        "hasNotices": { .flag(!$0.maintenances.isEmpty || !$0.coming.isEmpty || $0.outages > 0) },
        "notices": { view in .list(view.maintenances.map { $0.announcement(in: view.language).full }) },
    ]
}

private struct ComingTermsView: ViewModel {
    let version: ConsentVersion
    let language: Language

    static let fields: ViewFields<ComingTermsView> = [
        "sentence": { .text(TermsWords.announcement(of: $0.version, in: $0.language)) },
        "path": { .text(Terms.comparison(of: $0.version)) },
    ]
}

private struct ContractTableView: ViewModel {
    let rows: [any ViewModel & Sendable]
    let total: Int
    let path: String

    static let fields: ViewFields<ContractTableView> = [
        "rows": { .list($0.rows) },
        "path": { .text($0.path) },
        "isMore": { .flag($0.total > $0.rows.count) },
        "total": { .text($0.total.inGroups) },
    ]
}

private struct OrderTableView: ViewModel {
    let orders: [Order]
    let policy: OrderPolicy
    let language: Language

    static let fields: ViewFields<OrderTableView> = [
        "rows": { view in
            .list(view.orders.map { OrderRowView(order: $0, policy: view.policy, language: view.language) })
        }
    ]
}

/// 「＋新規サービス」: which service (ORD-2).
struct NewServicePage: Sendable {
    let desk: OrderDesk

    static let path = OrderListPage.newPath

    static func isOpen(to person: Employee) -> Bool { !person.rights.orderable.isEmpty }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let view = NewServiceView(
            maySmartPBX: visit.person.rights.may(.order(.smartPBX)),
            mayVoice: visit.person.rights.may(.order(.ipVoice)),
            policy: desk.policy, contact: desk.services.site.contact)
        return try desk.services.page("Dashboard/new-service", view, for: visit)
    }
}

private struct NewServiceView: ViewModel {
    let maySmartPBX: Bool
    let mayVoice: Bool
    let policy: OrderPolicy
    let contact: String

    static let fields: ViewFields<NewServiceView> = [
        "maySmartPBX": { .flag($0.maySmartPBX) },
        "mayVoice": { .flag($0.mayVoice) },
        "smartPBX": { .text($0.policy.name(of: .smartPBX)) },
        "voice": { .text($0.policy.name(of: .ipVoice)) },
        "contact": { .text($0.contact) },
    ]
}
