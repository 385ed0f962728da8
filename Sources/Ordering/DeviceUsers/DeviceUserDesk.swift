package import HTTP
import SQLite
package import Shell
import Telephony

/// What all pages of device users share: who has signed in for which device, by a cookie of its own beside the portal's (DEVUSER-1).
package struct DeviceUserDesk: Sendable {
    package let services: Services
    package let lock: ContractLock

    package static let cookie = "__Host-device-user"
    /// So seldom a session's last use is written down.
    private static let useStep: Duration = .seconds(30)

    package init(_ services: Services, lock: ContractLock) { (self.services, self.lock) = (services, lock) }

    package typealias Handler = @Sendable (OpenVisit, DeviceUser) async throws -> Response

    /// A page for who has signed in, with a password of their own; everybody else is led to where that is done.
    /// - Parameter again: for a form that has outlived its token.
    package func page(
        _ method: Method, _ path: String, again: Handler? = nil, _ handler: @escaping Handler
    ) -> SiteRoute<Employee> {
        let isPassword = path == DeviceUserPasswordPage.path
        @Sendable func answer(_ visit: OpenVisit, _ handler: Handler) async throws -> Response {
            guard let user = try await signedIn(visit) else {
                let isEnded = visit.request.cookie(Self.cookie) != nil
                return .redirect(to: DeviceUserLoginPage.path + (isEnded ? "?ended=1" : ""))
            }
            guard !user.mustChange || isPassword else { return .redirect(to: DeviceUserPasswordPage.path) }
            var response = try await handler(visit, user)
            response.isPrivate = true
            return response
        }
        guard let again else { return .open(method, path) { try await answer($0, handler) } }
        return .open(method, path, again: { try await answer($0, again) }, { try await answer($0, handler) })
    }

    package func signedIn(_ visit: OpenVisit) async throws -> DeviceUser? {
        guard let session = session(visit),
            let user = try services.database.read({ try DeviceUserStore.user(session, $0) }),
            visit.now - user.usedAt < services.sessions.idleTime,
            visit.now - user.begunAt < services.sessions.longestSession
        else { return nil }
        if visit.now - user.usedAt >= Self.useStep {
            // A full disk keeps nobody from reading.
            try? await Urgency.urgently { [services] in
                try await services.database.write { try DeviceUserStore.touch(session, at: visit.now, $0) }
            }
        }
        return user
    }

    /// The hash of the cookie's token.
    func session(_ visit: OpenVisit) -> [UInt8]? {
        visit.request.cookie(Self.cookie).flatMap(SessionToken.init(cookie:))?.hash
    }
}

extension DeviceUser {
    /// As what is written about this request names them.
    package func actor(_ visit: OpenVisit) -> Actor {
        Actor(site: .ordering, tenant: company, account: loginID.text, client: visit.request.peer, at: visit.now)
    }
}
