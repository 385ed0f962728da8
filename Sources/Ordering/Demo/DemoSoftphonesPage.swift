import Exchange
import HTTP
import Mustache
import SQLite
package import Shell
import Telephony

/// `/demo/softphones`: which softphones of the demonstration are registered, and a call to one. Its routes are handed to the site by
/// `hikari demo` alone.
package struct DemoSoftphonesPage: Sendable {
    let services: Services
    let softphones: any DemoSoftphones

    private static let path = "/demo/softphones"

    package static func routes(
        _ services: Services, _ softphones: any DemoSoftphones
    ) -> [SiteRoute<Employee>] {
        let page = DemoSoftphonesPage(services: services, softphones: softphones)
        return [.open(.get, path, page.show), .open(.post, path, page.call)]
    }

    func show(_ visit: OpenVisit) async throws -> Response { try await page(visit) }

    func call(_ visit: OpenVisit) async throws -> Response {
        let called = PastedText(visit.form["to"] ?? "").text.filter { $0 != "-" }
        guard !called.isEmpty, called.utf8.count <= 32 else { return try await page(visit, isUnknown: true) }
        // From outside only outside numbers are reached.
        let caller = visit.form["from"].flatMap { UserID($0) }
        let call = try await softphones.call(ExtensionCallQuestion(called, from: caller))
        return try await page(visit, call, isUnknown: call == nil)
    }

    private func page(
        _ visit: OpenVisit, _ call: DemoSoftphoneCall? = nil, isUnknown: Bool = false
    ) async throws -> Response {
        let problems = isUnknown ? [Problem.demoNumberUnknown(in: visit.language)] : []
        let registered = try await softphones.registered()
        let contract = registered.first?.user.contract
        let plan = try services.database.read { database in
            try contract.flatMap { try SmartPBXStore.contract($0, database)?.plan }
        }
        let view = DemoSoftphonesView(
            contract: contract, plan: plan, registered: registered, call: call,
            to: visit.form["to"] ?? "", from: visit.form["from"] ?? "", problems: problems, language: visit.language)
        return try services.page("OrderingDemo/softphones", view, for: visit, problems: problems)
    }
}

private struct DemoSoftphonesView: ViewModel {
    let contract: ContractCode?
    let plan: NumberPlan?
    let registered: [DemoSoftphone]
    let call: DemoSoftphoneCall?
    let to: String
    let from: String
    let problems: [Problem]
    let language: Language

    private func name(_ softphone: DemoSoftphone) -> String {
        plan.flatMap { softphone.user.number(in: $0)?.hyphenated } ?? softphone.user.text
    }

    static let fields: ViewFields<DemoSoftphonesView> = [
        "contract": { .text(ifAny: $0.contract?.text) },
        "table": { $0.registered.isEmpty ? .absent : .object($0) },
        "rows": { view in
            .list(
                view.registered.map {
                    DemoSoftphoneRow(softphone: $0, name: view.name($0), isChosen: $0.user.text == view.from)
                })
        },
        "isOutside": { view in .flag(!view.registered.contains { $0.user.text == view.from }) },
        "to": { .object(FieldView("to", $0.to, $0.problems)) },
        "sentences": { view in .list(view.call?.decision.sentences(in: view.language) ?? []) },
        "calls": { view in .list(view.call?.calls.map { DemoRingView(ring: $0) } ?? []) },
        "isCalled": { .flag($0.call != nil) },
    ]
}

private struct DemoSoftphoneRow: ViewModel {
    let softphone: DemoSoftphone
    let name: String
    let isChosen: Bool

    static let fields: ViewFields<DemoSoftphoneRow> = [
        "name": { .text($0.name) },
        "user": { .text($0.softphone.user.text) },
        "contact": { .text($0.softphone.contact) },
        "isChosen": { .flag($0.isChosen) },
    ]
}

private struct DemoRingView: ViewModel {
    let ring: DemoSoftphoneCall.Ring

    static let fields: ViewFields<DemoRingView> = [
        "contact": { .text($0.ring.contact) },
        "hasRung": { .flag($0.ring.hasRung) },
        "milliseconds": { .integer($0.ring.milliseconds) },
    ]
}
