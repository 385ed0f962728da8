import HTTP
import SQLite
import Shell
import Synchronization
import Telephony

/// 現在のパスワード before passwords of extensions are shown: entered once, it holds for a while in this session (SET-5). In memory only: after
/// a restart it is asked for again.
final class SecretProof: Sendable {
    private static let capacity = 10_000

    private let services: Services
    private let proven = Mutex<[[UInt8]: Moment]>([:])

    init(_ services: Services) { self.services = services }

    func isAsked(_ visit: Visit<Employee>) -> Bool {
        let at = proven.withLock { $0[visit.session.token.hash] }
        return at.map { visit.now - $0 >= ExtensionSettings.proofLifetime || visit.now < $0 } ?? true
    }

    /// Nil: who sits there is whose session it is.
    func refusal(_ visit: Visit<Employee>) async throws -> PresentPassword.Refusal? {
        guard isAsked(visit) else { return nil }
        let typed = visit.form[PresentPassword.field] ?? ""
        switch try await PresentPassword.prove(typed, for: visit, services) {
        case .failure(let refusal): return refusal
        case .success(let password):
            let refusal = try await services.database.write { try password.refusal(at: visit.now, $0) }
            if refusal == nil { remember(visit) }
            return refusal
        }
    }

    /// Bounded memory: what holds no longer goes first; when all holds, all goes.
    private func remember(_ visit: Visit<Employee>) {
        let limit = visit.now - ExtensionSettings.proofLifetime
        proven.withLock { proven in
            if proven.count >= Self.capacity { proven = proven.filter { $0.value > limit } }
            if proven.count >= Self.capacity { proven = [:] }
            proven[visit.session.token.hash] = visit.now
        }
    }
}
