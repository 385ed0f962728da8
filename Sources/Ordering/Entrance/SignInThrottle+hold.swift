import Accounts
import HTTP
import SQLite
import Shell
import Telephony

extension SignInThrottle {
    /// AUTH-11: slows guessing down, and refuses floods.
    func hold(_ name: String, _ visit: OpenVisit, _ services: Services) async throws {
        switch attempt(from: visit.request.peer, on: name, at: visit.now) {
        case .refuse(let seconds, let isTold, let refusedBefore):
            if isTold {
                let actor = Actor(
                    site: .ordering, tenant: nil, account: nil, client: visit.request.peer, at: visit.now)
                let before = refusedBefore > 0 ? "\(refusedBefore) in the minute before" : nil
                try await services.database.write { try actor.audit("sign-in.throttled", after: before, $0) }
            }
            throw PageRefusal.tooManyAttempts(retryAfter: seconds)
        case .proceed(let delay): await services.pause(delay)
        }
    }
}
