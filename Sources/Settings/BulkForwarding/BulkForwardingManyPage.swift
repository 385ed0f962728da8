import Accounts
import Contracts
import HTTP
import SQLite
import Shell
import Telephony

/// FWD-10: one destination for all numbers, those ticked, a search's result, or all without one; seen before it is done, and one step to
/// take back.
struct BulkForwardingManyPage: Sendable {
    let services: Services
    let destinations: Destination.Policy
    let list: BulkForwardingPage

    func save(_ visit: Visit<Person>) async throws -> Response {
        let form = BulkForwardingMany(visit.form)
        guard let target = form.target else { return try again(visit, form, .noTarget) }
        let destination: PhoneNumber
        switch Destination.read(form.typed, policy: destinations) {
        case .success(let read): destination = read
        case .failure(let problem): return try again(visit, form, .many(.form(problem)))
        }
        if target == .ticked, form.ticked.isEmpty { return try again(visit, form, .noneTicked) }
        if visit.form["revise"] != nil { return try again(visit, form, nil) }
        // What cannot be looked for finds nothing, and not everything; the page says so.
        guard let search = target == .found ? BulkForwardingAddress(visit.query).search : .everything else {
            return try again(visit, form, nil)
        }
        let (contract, actor, mails, agreed) = (
            visit.person.contractID, visit.actor, services.mails, visit.form["agreed"]
        )
        let outcome = try await services.database.write { database in
            try BulkForwardingChangeStore.save(
                form, to: destination, matching: search, agreed: agreed, of: contract, by: actor, telling: mails,
                database)
        }
        switch outcome {
        case .saved(let saved): return try done(saved, visit)
        case .refused(let refusal): return try again(visit, form, .many(refusal))
        case .asks(let consequence, let seen): return try check(visit, form, consequence, seen)
        }
    }

    private func done(_ saved: BulkForwarding.Saved, _ visit: Visit<Person>) throws -> Response {
        let isOn = try services.database.read {
            try BulkForwardingStore.service(of: visit.person.contractID, $0).isOn
        }
        let done = saved.change.map { BulkForwarding.Done.saved(change: $0, saved, isOn: isOn) } ?? .nothing
        return .done(done.notice(in: visit.language), at: BulkForwardingAddress.path)
    }

    private func again(
        _ visit: Visit<Person>, _ form: BulkForwardingMany, _ problem: BulkForwardingProblem?
    ) throws -> Response {
        try list.page(visit, many: form, problems: problem.map { [$0] } ?? [])
    }

    private func check(
        _ visit: Visit<Person>, _ form: BulkForwardingMany, _ consequence: BulkForwardingConsequence, _ seen: Int
    ) throws -> Response {
        let service = try services.database.read { database in
            try BulkForwardingStore.service(of: visit.person.contractID, database)
        }
        let query = BulkForwardingAddress(visit.query).query
        let view = BulkForwardingCheckView(
            consequence: consequence, language: visit.language, path: BulkForwardingMany.path + query,
            kept: form.sent + [("seen", "\(seen)")], back: BulkForwardingAddress.path + query, canRevise: true,
            serviceVersion: service.version)
        return try services.page("BulkForwarding/check", view, for: visit)
    }
}
