import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// New recovery codes for old ones, which are void from then on (ACCT-3).
struct OwnRecoveryCodesPage: Sendable {
    let services: Services

    static let path = OwnAccountPage.path + "/recovery-codes"
    static let sendingPath = path + "/sending"

    var routes: [SiteRoute<Employee>] {
        [
            .page(.get, Self.path) { try page($0) },
            .page(.post, Self.path, make).unkept.urgent,
            .page(.post, Self.sendingPath, send).unkept.urgent,
        ]
    }

    private var code: PresentCode { PresentCode(services: services) }

    private func send(_ visit: Visit<Employee>) async throws -> Response {
        try await code.send(visit, from: Self.path) { try page(visit, $0) }
    }

    func make(_ visit: Visit<Employee>) async throws -> Response {
        let codes = RecoveryCode.make(random: services.random)
        let hashes = codes.map { $0.hash(services.key, account: visit.person.id) }
        let mails = services.mails
        let outcome = try await code.proven(visit) { account, database in
            try AccountFactorStore.setRecoveryCodes(hashes, of: account.id, database)
            try visit.actor.audit("recovery-codes.made", database)
            try AccountNotice.recoveryCodesMade.write(to: account.mailAddress, by: visit.actor, mails, database)
        }
        switch outcome {
        case .right: return try RecoveryCodesPage(services: services).shown(codes, to: visit, then: OwnAccountPage.path)
        case .refused(let problem): return try page(visit, problem)
        case .ended: return code.ended()
        }
    }

    private func page(_ visit: Visit<Employee>, _ wrong: SecondFactorProblem? = nil) throws -> Response {
        let problems = wrong.map { [$0.problem(in: visit.language)] } ?? []
        guard let code = try code.view(visit, problems) else { throw PageRefusal.notFound }
        let id = visit.person.id
        let left = try services.database.read { try AccountFactorStore.recoveryCodesLeft(of: id, $0) }
        // Who has none makes them where they are made the first time.
        guard left > 0 else { return .redirect(to: RecoveryCodesPage.path) }
        let view = OwnRecoveryCodesView(code: code, left: left)
        return try services.page("OwnAccount/recovery-codes", view, for: visit, problems: problems)
    }
}

private struct OwnRecoveryCodesView: ViewModel {
    let code: PresentCodeView
    let left: Int

    static let fields: ViewFields<OwnRecoveryCodesView> = [
        "present": { .object($0.code) },
        "left": { .integer($0.left) },
    ]
}
