import HTTP
@testable import Ordering
import Shell

/// Who may come where at the ordering site: a line for each route. Another company's ids are 404 on every one of them.
enum OrderingAccessTable {
    enum Who: Sendable {
        case everybody
        /// Those who are signed in are led home by GET.
        case strangers
        case at(SignInStep)
        /// Any step of a sign-in.
        case signingIn
        case signedIn(@Sendable (Employee) -> Bool)
        /// Programs that show a token; people have none.
        case programs
    }

    private static let anybody: @Sendable (Employee) -> Bool = { _ in true }

    static let lines: [(path: String, who: Who)] = [
        ("/", .strangers),
        ("/login", .strangers),
        ("/logout", .signingIn),
        ("/kept-form", .signedIn(anybody)),
        ("/help", .everybody),
        ("/terms", .everybody),
        ("/terms/…", .everybody),
        ("/second-factor", .at(EmployeeSteps.enterSecondFactor)),
        ("/second-factor/sending", .at(EmployeeSteps.enterSecondFactor)),
        ("/second-factor/recovery", .at(EmployeeSteps.enterSecondFactor)),
        ("/second-factor/ended", .everybody),
        ("/second-factor/choice", .at(EmployeeSteps.chooseSecondFactor)),
        ("/second-factor/app", .at(EmployeeSteps.chooseSecondFactor)),
        ("/recovery-codes", .signedIn(anybody)),
        ("/activation", .everybody),
        ("/activation/password", .everybody),
        ("/forgotten-password", .everybody),
        ("/forgotten-password/sent", .everybody),
        ("/forgotten-password/new", .everybody),
        ("/dashboard", .signedIn(anybody)),
        ("/orders", .signedIn(anybody)),
        ("/orders/…", .signedIn(anybody)),
        ("/orders/drafts", .signedIn { !$0.rights.editScope.isEmpty }),
        ("/orders/new", .signedIn { $0.rights.may(.order(.smartPBX)) || $0.rights.may(.order(.ipVoice)) }),
        ("/smart-pbx/contracts", .signedIn { $0.rights.knows(.smartPBX) }),
        ("/smart-pbx/contracts/…", .signedIn { $0.rights.knows(.smartPBX) }),
        ("/smart-pbx/orders", .signedIn { $0.rights.knows(.smartPBX) }),
        ("/smart-pbx/orders/…", .signedIn { $0.rights.mayChangeAny(of: .smartPBX) }),
        ("/smart-pbx/orders/new/…", .signedIn { $0.rights.may(.order(.smartPBX)) }),
        ("/outages", .signedIn { $0.rights.knows(.smartPBX) }),
        ("/ip-voice/orders/dated", .signedIn { $0.rights.mayChangeAny(of: .ipVoice) }),
        ("/ip-voice/orders/dated/…", .signedIn { $0.rights.mayChangeAny(of: .ipVoice) }),
        ("/ip-voice/contracts", .signedIn { $0.rights.knows(.ipVoice) }),
        ("/ip-voice/contracts/…", .signedIn { $0.rights.knows(.ipVoice) }),
        ("/ip-voice/orders", .signedIn { $0.rights.knows(.ipVoice) }),
        ("/ip-voice/orders/…", .signedIn { $0.rights.mayChangeAny(of: .ipVoice) }),
        ("/settings", .signedIn { $0.rights.knows(.smartPBX) }),
        ("/settings/…", .signedIn { $0.rights.knows(.smartPBX) }),
        // Device users sign in by themselves: strangers are led to where they do.
        ("/device/…", .everybody),
        ("/own-account", .signedIn(anybody)),
        ("/own-account/…", .signedIn(anybody)),
        ("/sessions", .signedIn(anybody)),
        ("/sessions/…", .signedIn(anybody)),
        ("/.well-known/change-password", .everybody),
        ("/history", .signedIn(anybody)),
        ("/history/export.csv", .signedIn(anybody)),
        ("/accounts", .signedIn(\.isAdministrator)),
        ("/accounts/…", .signedIn(\.isAdministrator)),
        ("/groups", .signedIn(\.isAdministrator)),
        ("/groups/…", .signedIn(\.isAdministrator)),
        ("/company", .signedIn(\.isAdministrator)),
        ("/productOrder", .programs),
        ("/productOrder/…", .programs),
        ("/event", .programs),
    ]

    /// Pages of one thing that the address names, by the name of that in the address.
    static let named: [String: String] = [
        "/accounts/edit": "account", "/accounts/invite": "account", "/accounts/void": "account",
        "/accounts/reset": "account", "/groups/edit": "group", "/groups/remove": "group",
    ]

    /// The line of this path, or the longest that speaks for it. Nil when nobody has thought of it.
    static func who(_ path: String) -> Who? {
        if let line = lines.first(where: { $0.path == path }) { return line.who }
        return lines.filter { $0.path.hasSuffix("/…") && path.hasPrefix($0.path.dropLast()) }
            .max { $0.path.utf8.count < $1.path.utf8.count }?.who
    }
}
