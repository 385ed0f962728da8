import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// リカバリーコード: made for who has none, and shown once (ACCT-3).
struct RecoveryCodesPage: Sendable {
    let services: Services

    static let path = "/recovery-codes"

    var routes: [SiteRoute<Employee>] {
        [.page(.get, Self.path, show), SiteRoute.page(.post, Self.path, make).unkept]
    }

    func show(_ visit: Visit<Employee>) throws -> Response {
        let id = visit.person.id
        let left = try services.database.read { try AccountFactorStore.recoveryCodesLeft(of: id, $0) }
        return try page(visit, [], left: left, landing: visit.session.landing)
    }

    /// Whoever has some keeps them: a browser that was left alone must not give out the way in.
    func make(_ visit: Visit<Employee>) async throws -> Response {
        let codes = RecoveryCode.make(random: services.random)
        let id = visit.person.id
        let hashes = codes.map { $0.hash(services.key, account: id) }
        let actor = visit.actor
        let isMade = try await services.database.write { database in
            guard try AccountFactorStore.recoveryCodesLeft(of: id, database) == 0 else { return false }
            try AccountFactorStore.setRecoveryCodes(hashes, of: id, database)
            try actor.audit("recovery-codes.made", database)
            return true
        }
        return isMade ? try shown(codes, to: visit, then: visit.session.landing) : .redirect(to: Self.path)
    }

    /// New ones, this once.
    /// - Parameter landing: where one goes on.
    func shown(_ codes: [RecoveryCode], to visit: Visit<Employee>, then landing: String) throws -> Response {
        try page(visit, codes, left: codes.count, landing: landing)
    }

    private func page(
        _ visit: Visit<Employee>, _ codes: [RecoveryCode], left: Int, landing: String
    ) throws -> Response {
        let view = RecoveryCodesView(codes: codes, left: left, landing: landing)
        return try services.page("Entrance/recovery-codes", view, for: visit)
    }
}

private struct RecoveryCodesView: ViewModel {
    /// Those just made; none otherwise.
    let codes: [RecoveryCode]
    let left: Int
    let landing: String

    static let fields: ViewFields<RecoveryCodesView> = [
        "isMade": { .flag(!$0.codes.isEmpty) },
        "codes": { .list($0.codes.map(\.text)) },
        "hasNone": { .flag($0.left == 0) },
        "left": { .text("\($0.left)") },
        "landing": { .text($0.landing) },
    ]
}
