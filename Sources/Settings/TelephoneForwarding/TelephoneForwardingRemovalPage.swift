import Accounts
import HTTP
import SQLite
import Shell
import Telephony

/// Takes every telephone and the PIN away.
struct TelephoneForwardingRemovalPage: Sendable {
    let services: Services

    func show(_ visit: Visit<Person>) throws -> Response { try page(visit) }

    func remove(_ visit: Visit<Person>) async throws -> Response {
        guard let version = visit.form["version"].flatMap({ Int($0) }) else { throw FormProblem.malformed }
        let change = TelephonePINChange(.removed, shownVersion: version, by: visit)
        switch try await change.run(services, current: visit.form[CurrentPassword.field] ?? "") {
        case .changed: return done(.removed, visit)
        case .unchanged: return done(.unchanged, visit)
        case .refused(let refusal): return try refusal.answer(in: visit.language) { try page(visit, $0) }
        case .conflict(let stored):
            let conflict = try services.database.read { database in
                try TelephoneForwarding.conflict(
                    stored, typed: TelephoneForwarding.words(for: [], in: visit.language), setsPIN: nil,
                    of: visit.person.contractID, in: visit.language, database)
            }
            return try services.conflictPage(conflict, for: visit)
        }
    }

    private func done(_ done: TelephoneForwarding.Done, _ visit: Visit<Person>) -> Response {
        .done(done.notice(in: visit.language), at: TelephoneForwarding.path)
    }

    private func page(_ visit: Visit<Person>, _ problems: [Problem] = []) throws -> Response {
        let stored = try services.database.read { try TelephonePINStore.find(visit.person.contractID, $0) }
        let view = TelephoneForwardingRemovalView(
            callers: stored?.callers ?? [], version: stored?.version ?? 0, digits: visit.person.number.digits,
            problems: problems)
        return try services.page("TelephoneForwarding/removal", view, for: visit, problems: problems)
    }
}
