import Accounts
import SQLite
package import Shell
import Telephony

extension DeviceUsers {
    package static func feature(
        _ settings: ExtensionDesk, _ desk: DeviceUserDesk, attemptsPerMinute: Int
    ) -> Feature<Employee> {
        let login = DeviceUserLoginPage(
            desk: desk, throttle: SignInThrottle(attemptsPerMinute: attemptsPerMinute))
        let longest = desk.services.sessions.longestSession
        return Feature(
            routes: DeviceUserStatusPage(desk: settings).routes + login.routes
                + DeviceUserPasswordPage(desk: desk).routes,
            vocabulary: vocabulary,
            forgetOld: { now, database in
                try DeviceUserStore.forgetSessions(usedBefore: now - longest, database)
                try AuditStore.forgetFloods(
                    of: ["device-user.failed", "device-user.refused"], at: .ordering, most: Entrance.mostRefusals,
                    database)
            })
    }
}
