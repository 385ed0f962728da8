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
        try await turn(visit, at: Self.path) { try page(visit, $0) }
    }

    /// For each page with the button.
    /// - Parameter again: the page once more, with what is wrong.
    func turn(
        _ visit: Visit<Person>, at path: String, again: (BulkForwardingProblem) throws -> Response
    ) async throws -> Response {
        if Conflict.keepsStored(visit.form) { return .done(Conflict.kept, at: path) }
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let isOn: Bool
        switch visit.form["action"] {
        case "start": isOn = true
        case "stop": isOn = false
        default: return try again(.noAction)
        }
        let (contract, actor, mails) = (visit.person.contractID, visit.actor, services.mails)
        let outcome = try await services.database.write { database in
            try BulkForwardingServiceStore.turn(
                on: isOn, shownVersion: version, of: contract, by: actor, telling: mails, database)
        }
        switch outcome {
        case .switched: return done(.switched(isOn: isOn, at: visit.now), visit, path)
        case .unchanged: return done(.unchanged(isOn: isOn, at: visit.now), visit, path)
        case .nowhere(let registered): return try again(.nowhere(registered: registered))
        case .conflict(let present):
            return try services.conflictPage(
                BulkForwarding.conflict(turning: isOn, present, path: path, in: visit.language), for: visit)
        }
    }

    private func done(_ done: BulkForwarding.Done, _ visit: Visit<Person>, _ path: String) -> Response {
        .done(done.notice(in: visit.language), at: path)
    }

    private func page(_ visit: Visit<Person>, _ problem: BulkForwardingProblem? = nil) throws -> Response {
        let view = try services.database.read { database in
            let state = try BulkForwardingState.read(for: visit.person, in: visit.language, database)
            let outlook = try BulkForwardingStore.outlook(of: visit.person.contractID, database)
            return BulkForwardingServiceView(
                state: state,
                listed: state.service.isOn
                    ? []
                    : try BulkForwardingStore.numbersWithoutDestination(
                        of: visit.person.contractID, limit: Self.mostListed, database),
                deadEnds: outlook.deadEnds, outlook: outlook,
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
    /// FWD-13: numbers with a destination whose callers hear busy all the same.
    let deadEnds: [PhoneNumber]
    let outlook: BulkForwardingOutlook
    let monitorNumber: PhoneNumber?

    static let fields: ViewFields<BulkForwardingServiceView> = [
        "state": { .object($0.state) },
        "numbers": { .list($0.listed.map(NumberView.init)) },
        "without": { .object(ifAny: CountView($0.state.tally.withoutDestination)) },
        "more": { .object(ifAny: CountView($0.state.tally.withoutDestination - $0.listed.count)) },
        "chains": { view in
            .list(
                view.deadEnds.prefix(BulkForwardingServicePage.mostListed).map {
                    DeadEndView(number: $0, words: view.outlook.way(of: $0).words(in: view.state.language))
                })
        },
        "moreChains": { .object(ifAny: CountView($0.deadEnds.count - BulkForwardingServicePage.mostListed)) },
        "monitorNumber": { .text(ifAny: $0.monitorNumber?.display) },
    ]
}

private struct DeadEndView: ViewModel {
    let number: PhoneNumber
    let words: String

    static let fields: ViewFields<DeadEndView> = [
        "number": { .text($0.number.display) }, "words": { .text($0.words) },
    ]
}
