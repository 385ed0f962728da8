import Accounts
package import SQLite
package import Shell
import Telephony

extension Entrance {
    package static func feature(_ services: Services, attemptsPerMinute: Int) -> Feature<Employee> {
        let page = EntrancePage(services: services, attemptsPerMinute: attemptsPerMinute)
        return Feature(
            routes: page.routes + SecondFactorPage(services: services).routes
                + ActivationPage(services: services).routes
                + SecondFactorChoicePage(services: services).routes
                + RecoveryCodesPage(services: services).routes
                + ForgottenPasswordPage(services: services, throttle: page.throttle).routes,
            vocabulary: vocabulary, forgetOld: forgetOld)
    }

    /// Ends a session by the hash of its token, or all that there are: what a program could not write before it ended.
    @Sendable
    package static func end(_ session: [UInt8]?, _ database: Connection) throws {
        if let session {
            try EmployeeSessionStore.end(hash: session, database)
        } else {
            try EmployeeSessionStore.endEverybodys(database)
        }
    }

    private static func forgetOld(at now: Moment, _ database: Connection) throws {
        try EmployeeSessionStore.forgetOld(at: now, database)
        try SecondFactorStore.forgetOld(at: now, database)
        try AccountLinkStore.forgetOld(at: now, database)
        try AuditStore.forgetFloods(
            of: ["sign-in.failed", "sign-in.refused", "sign-in.throttled"], at: .ordering, most: mostRefusals, database)
        try AuditStore.forgetNobodys(at: .ordering, before: now - .days(90), database)
    }
}
