import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// サービス開始／停止: what is in force, and the one button that changes it.
struct BulkForwardingServicePage: Sendable {
    let services: Services

    static let path = "/bulk-forwarding/service"
    /// So many numbers without a destination are listed; all of them are one link away.
    static let mostListed = 100

    func show(_ visit: Visit<Person>) throws -> Response {
        try page(visit)
    }

    func turn(_ visit: Visit<Person>) async throws -> Response {
        if Conflict.keepsStored(visit.form) { return .done(Conflict.kept, at: Self.path) }
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let isOn: Bool
        switch visit.form["action"] {
        case "start": isOn = true
        case "stop": isOn = false
        default: return try page(visit, .noAction)
        }
        let (contract, actor, mails) = (visit.person.contractID, visit.actor, services.mails)
        let outcome = try await services.database.write { database in
            try BulkForwardingServiceStore.turn(
                on: isOn, shownVersion: version, of: contract, by: actor, telling: mails, database)
        }
        switch outcome {
        case .switched: return done(.switched(isOn: isOn, at: visit.now), visit)
        case .unchanged: return done(.unchanged(isOn: isOn, at: visit.now), visit)
        case .noDestination: return try page(visit, .noDestination)
        case .conflict(let present):
            return try services.conflictPage(
                BulkForwarding.conflict(turning: isOn, present, path: Self.path, in: visit.language), for: visit)
        }
    }

    private func done(_ done: BulkForwarding.Done, _ visit: Visit<Person>) -> Response {
        .done(done.notice(in: visit.language), at: Self.path)
    }

    private func page(_ visit: Visit<Person>, _ problem: BulkForwardingProblem? = nil) throws -> Response {
        let view = try services.database.read { database in
            let state = try BulkForwardingState.read(for: visit.person, in: visit.language, database)
            return BulkForwardingServiceView(
                state: state,
                listed: state.service.isOn
                    ? []
                    : try BulkForwardingStore.numbersWithoutDestination(
                        of: visit.person.contractID, limit: Self.mostListed, database),
                monitorNumber: try ContractsStore.monitorNumber(of: visit.person.contractID, database))
        }
        return try services.page(
            "BulkForwarding/service", view, for: visit, problems: problem.map { [$0.problem(in: visit.language)] } ?? []
        )
    }
}

private struct BulkForwardingServiceView: ViewModel {
    let state: BulkForwardingState
    /// FWD-2: whose callers will hear busy, before the start.
    let listed: [PhoneNumber]
    let monitorNumber: PhoneNumber?

    static let fields: ViewFields<BulkForwardingServiceView> = [
        "state": { .object($0.state) },
        "numbers": { .list($0.listed.map(NumberView.init)) },
        "more": { .object(ifAny: CountView($0.state.numbers - $0.state.destinations - $0.listed.count)) },
        "monitorNumber": { .text(ifAny: $0.monitorNumber?.display) },
    ]
}

private struct NumberView: ViewModel {
    let number: PhoneNumber

    static let fields: ViewFields<NumberView> = ["number": { .text($0.number.display) }]
}
