@testable import Accounts
import HTTP
@testable import Shell
import Telephony

/// Who may come where: every path of the site has its line here. A page that is added without one fails the tests.
enum AccessTable {
    enum Who {
        case everybody
        /// Everybody, to be led on to that path.
        case ledTo(String)
        /// Everybody else: who is signed in and asks for the page is led on.
        case strangers
        /// Steps of the sign-in.
        case at(Set<SignInStep>)
        /// Signed in, and one of these.
        case signedIn(@Sendable (Person) -> Bool)
    }

    private static let all = Set(SignInStep.all)
    /// Steps at which an address for mail is registered.
    private static let pastThePassword: Set<SignInStep> = [
        .chooseOneTimePassword, .enterOneTimePassword, .signedIn,
    ]
    private static let anybody: @Sendable (Person) -> Bool = { _ in true }
    private static let forContract: @Sendable (Person) -> Bool = { $0.number == $0.contractNumber }
    private static let administrator: @Sendable (Person) -> Bool = {
        $0.unit == .administratorAndUser && $0.number == $0.contractNumber
    }
    /// Anybody but the users of an administrator.
    private static let unitChanger: @Sendable (Person) -> Bool = {
        $0.unit != .administratorAndUser || $0.number == $0.contractNumber
    }

    /// A path ending in `/…` speaks for all that lies below it.
    private static let lines: [(path: String, who: Who)] = [
        ("/", .strangers),
        ("/login", .strangers),
        ("/login/waiting", .strangers),
        ("/help", .everybody),
        ("/.well-known/change-password", .ledTo("/password")),
        ("/logout", .at(all)),
        ("/kept-form", .signedIn(anybody)),
        ("/services", .signedIn(anybody)),
        ("/history", .signedIn(anybody)),
        ("/calls", .signedIn(anybody)),
        ("/now", .signedIn { forContract($0) && $0.has("bulkForwarding") }),
        ("/history/export.csv", .signedIn(anybody)),
        ("/sessions", .signedIn(anybody)),
        ("/sessions/end", .signedIn(anybody)),

        ("/password", .at([.changePassword, .signedIn])),
        ("/password/numbers", .signedIn(administrator)),
        ("/password/numbers/…", .signedIn(administrator)),
        ("/password/import", .signedIn(administrator)),
        ("/password/import/…", .signedIn(administrator)),
        ("/password/job", .signedIn(anybody)),
        ("/password/job/stop", .signedIn(anybody)),
        ("/password/job/remarks.csv", .signedIn(anybody)),

        ("/one-time-password", .at([.enterOneTimePassword])),
        ("/one-time-password/sending", .at([.enterOneTimePassword])),
        ("/one-time-password/mail-address", .at([.enterOneTimePassword])),
        ("/one-time-password/mail-address/new", .at([.enterOneTimePassword])),
        ("/one-time-password/choice", .at([.chooseOneTimePassword])),
        ("/one-time-password/consent", .at([.chooseOneTimePassword])),
        ("/one-time-password/ended", .everybody),
        ("/one-time-password/registration", .at([.chooseOneTimePassword, .signedIn])),
        ("/one-time-password/registration/mail", .at(pastThePassword)),
        ("/one-time-password/registration/waiting", .at(pastThePassword)),
        ("/one-time-password/confirmation", .everybody),
        ("/one-time-password/confirmation/done", .everybody),
        ("/one-time-password/settings", .signedIn(anybody)),
        ("/one-time-password/settings/use", .signedIn(anybody)),
        ("/one-time-password/settings/mail-address", .signedIn(anybody)),
        ("/one-time-password/settings/confirmation-id", .signedIn(anybody)),
        ("/one-time-password/settings/confirmation-password", .signedIn(anybody)),
        ("/one-time-password/import", .signedIn(anybody)),
        ("/one-time-password/import/…", .signedIn(anybody)),
        ("/one-time-password/export.csv", .signedIn(anybody)),

        ("/authentication-unit", .signedIn(unitChanger)),
        ("/authentication-unit/check", .signedIn(unitChanger)),
        ("/authentication-unit/change", .signedIn(unitChanger)),
        ("/authentication-unit/done", .signedIn(anybody)),
        ("/authentication-unit/passwords.csv", .signedIn { $0.unit == .number }),
        ("/authentication-unit/errors.csv", .signedIn { $0.unit == .number }),
        ("/authentication-unit/line", .signedIn { $0.unit != .line && unitChanger($0) }),
        ("/authentication-unit/line/file", .signedIn { $0.unit == .number }),
        ("/authentication-unit/number", .signedIn { $0.unit != .number && unitChanger($0) }),
        ("/authentication-unit/administrator-and-user", .signedIn { $0.unit != .administratorAndUser }),
        ("/authentication-unit/administrator-and-user/file", .signedIn { $0.unit == .number }),

        ("/bulk-forwarding", .signedIn { forContract($0) && $0.has("bulkForwarding") }),
        ("/bulk-forwarding/…", .signedIn { forContract($0) && $0.has("bulkForwarding") }),
        ("/fault-notification", .signedIn { forContract($0) && $0.has("faultNotification") }),
        ("/fault-notification/…", .signedIn { forContract($0) && $0.has("faultNotification") }),
        ("/voice-warp", .signedIn { $0.has("voiceWarp") }),
        ("/voice-warp/…", .signedIn { $0.has("voiceWarp") }),
        ("/incoming-call-mail", .signedIn { $0.has("incomingCallMail") }),
        ("/incoming-call-mail/…", .signedIn { $0.has("incomingCallMail") }),
        ("/fax-mail", .signedIn { $0.has("faxMail") }),
        ("/fax-mail/…", .signedIn { $0.has("faxMail") }),
    ]

    /// Pages of one thing that the address names: 404 without its name.
    static let showsWhatIsNamed: Set<String> = [
        "/password/job", "/password/job/stop", "/password/job/remarks.csv", "/password/numbers/set",
        "/password/import/errors.csv", "/one-time-password/confirmation", "/authentication-unit/errors.csv",
        "/one-time-password/import/errors.csv", "/bulk-forwarding/import/errors.csv",
    ]

    /// Pages of a sign-in that lead back to its step when there is nothing to do on them.
    static let leadsHome: Set<String> = [
        "/one-time-password/consent", "/one-time-password/sending", "/one-time-password/registration/waiting",
        "/login/waiting",
    ]

    /// The line of this path, or the longest that speaks for it. Nil when nobody has thought of it.
    static func who(_ path: String) -> Who? {
        if let line = lines.first(where: { $0.path == path }) { return line.who }
        return lines.filter { $0.path.hasSuffix("/…") && path.hasPrefix($0.path.dropLast()) }
            .max { $0.path.utf8.count < $1.path.utf8.count }?.who
    }

    static func answer(_ path: String, by method: Method = .get, to role: AccessRole) -> AccessAnswer? {
        guard let who = who(path) else { return nil }
        if case .everybody = who { return .page }
        if case .ledTo(let path) = who { return .step(path) }
        if case .strangers = who {
            return role.person != nil && role.step.isLast && method == .get ? .step(role.step.home) : .page
        }
        guard let person = role.person else { return .login }
        switch who {
        case .everybody, .strangers, .ledTo: return .page
        case .at(let steps): return steps.contains(role.step) ? .page : .step(role.step.home)
        case .signedIn(let isAllowed):
            guard role.step == .signedIn else { return .step(role.step.home) }
            return isAllowed(person) ? .page : .forbidden
        }
    }
}
