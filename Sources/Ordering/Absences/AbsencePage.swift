import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// 不在時動作 of one's own extension (DEVUSER-2).
struct AbsencePage: Sendable {
    let desk: DeviceUserDesk
    let destinations: Destination.Policy

    static let path = DeviceUserLoginPage.home

    var routes: [SiteRoute<Employee>] {
        [
            desk.page(.get, Self.path) { visit, user in try page(visit, user, stored(user)) },
            desk.page(.post, Self.path, save),
        ]
    }

    private struct Stored: Sendable {
        let absence: Absence?
        /// 0 before the first was set.
        let version: Int
        let lock: OrderNumber?
    }

    private func stored(_ user: DeviceUser) throws -> Stored {
        try desk.services.database.read { try stored(user, $0) }
    }

    private func stored(_ user: DeviceUser, _ database: Connection) throws -> Stored {
        Stored(
            absence: try AbsenceStore.find(user.number, of: user.code, database),
            version: try AbsenceStore.version(of: user.number, user.code, database),
            lock: try desk.lock.order(locking: user.code, database)?.number)
    }

    private enum Outcome: Sendable {
        case done
        case refused([AbsenceProblem], Stored)
        /// Somebody has set it meanwhile, or an order has begun.
        case overtaken(Stored)
    }

    func save(_ visit: OpenVisit, _ user: DeviceUser) async throws -> Response {
        let (form, seen, actor) = (AbsenceForm(visit.form), visit.form["version"], user.actor(visit))
        let outcome = try await desk.services.database.write { [self] database -> Outcome in
            let stored = try stored(user, database)
            guard stored.lock == nil else { return .overtaken(stored) }
            let absence: Absence?
            switch try read(form, user, visit.language, database) {
            case .failure(let problems): return .refused(problems.all, stored)
            case .success(let read): absence = read
            }
            if absence == stored.absence { return .done }
            guard seen == "\(stored.version)" else { return .overtaken(stored) }
            try AbsenceStore.set(absence, for: user.number, of: user.code, database)
            try actor.audit(
                "absence.set", subject: user.loginID.text, before: stored.absence?.line ?? "",
                after: absence?.line ?? "", database)
            return .done
        }
        switch outcome {
        case .done:
            let now = try stored(user).absence
            return desk.services.done(.absenceSet(now, in: visit.language), at: Self.path)
        case .refused(let problems, let stored): return try page(visit, user, stored, form, problems)
        case .overtaken(let stored): return try page(visit, user, stored, form, isOvertaken: true)
        }
    }

    /// What was typed, judged against what is stored by now, loops included.
    private func read(
        _ form: AbsenceForm, _ user: DeviceUser, _ language: Language, _ database: Connection
    ) throws -> Result<Absence?, AbsenceProblems> {
        let contract = try ExtensionGroupStore.facts(of: user.code, user.plan, database)
        let facts = AbsenceForm.Facts(
            own: user.number, plan: user.plan, destinations: destinations,
            has: { contract.extensions[$0] != nil }, officeLinks: contract.officeLinks)
        let read = form.read(facts)
        guard case .success(let absence?) = read else { return read }
        var graph = contract.graph
        graph.set(absence.targets.map(\.place), from: .extension(user.number))
        guard let loop = graph.loop(through: .extension(user.number)) else { return read }
        return .failure(AbsenceProblems(all: [.loop(contract.words(loop, in: language))]))
    }

    private func page(
        _ visit: OpenVisit, _ user: DeviceUser, _ stored: Stored, _ form: AbsenceForm? = nil,
        _ wrong: [AbsenceProblem] = [], isOvertaken: Bool = false
    ) throws -> Response {
        let form = form ?? AbsenceForm(stored.absence)
        let problems = wrong.map { $0.problem(in: visit.language, isReach: form.kind == "reach") }
        let view = AbsenceView(
            user: user, present: stored.absence, version: stored.version, lock: stored.lock,
            isOvertaken: isOvertaken, form: form, problems: problems, language: visit.language)
        return try desk.services.page(
            "Absences/absence", view, for: visit, problems: problems, status: isOvertaken ? .conflict : nil)
    }
}

private struct AbsenceView: ViewModel {
    let user: DeviceUser
    /// In force now.
    let present: Absence?
    let version: Int
    let lock: OrderNumber?
    let isOvertaken: Bool
    let form: AbsenceForm
    let problems: [Problem]
    let language: Language

    private var shown: String { Absence.words(present, in: language) }

    static let fields: ViewFields<AbsenceView> = [
        "loginID": { .text($0.user.loginID.text) },
        "number": { .text($0.user.number.digits) },
        "name": { .text($0.user.name.text) },
        "present": { .text($0.shown) },
        "version": { .integer($0.version) },
        "lock": { view in .text(ifAny: view.lock.map { ContractLock.sentence(because: $0, in: view.language) }) },
        "overtaken": { .text(ifAny: $0.isOvertaken && $0.lock == nil ? $0.shown : nil) },
        "kind": { .object(FieldView("kind", $0.form.kind, $0.problems)) },
        "isNone": { .flag($0.form.kind == "none") },
        "isForward": { .flag($0.form.kind == "forward") },
        "isReach": { .flag($0.form.kind == "reach") },
        "target": { .object(FieldView("target", $0.form.target, $0.problems)) },
        "cases": { .object(FieldView("cases", "", $0.problems)) },
        "isAlways": { .flag($0.form.isAlways) },
        "isBusy": { .flag($0.form.isBusy) },
        "isUnanswered": { .flag($0.form.isUnanswered) },
        "isUnreachable": { .flag($0.form.isUnreachable) },
        "seconds": { .object(FieldView("seconds", $0.form.seconds, $0.problems)) },
        "first": { .object(FieldView("first", $0.form.reached[0], $0.problems)) },
        "second": { .object(FieldView("second", $0.form.reached[1], $0.problems)) },
        "reachSeconds": { .object(FieldView("reachSeconds", $0.form.reachSeconds, $0.problems)) },
    ]
}
