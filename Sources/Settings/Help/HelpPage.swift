import Accounts
import HTTP
import Mustache
import Shell
import Telephony

/// ヘルプ: what the customer's guide says, for everybody, with or without a sign-in. Nothing on it but its head is anybody's.
struct HelpPage: Sendable {
    static let path = "/help"

    let services: Services
    let policy: SettingsPolicy

    func show(_ visit: OpenVisit) throws -> Response {
        try services.page("Help/help", HelpView(policy: policy, language: visit.language), for: visit)
    }

    func show(_ visit: Visit<Person>) throws -> Response {
        try services.page("Help/help", HelpView(policy: policy, language: visit.language), for: visit)
    }
}

enum Help {
    static func feature(_ services: Services, _ policy: SettingsPolicy) -> Feature<Person> {
        let page = HelpPage(services: services, policy: policy)
        return Feature(routes: [.everybody(HelpPage.path, page.show, signedIn: page.show)])
    }
}

/// What of the guide an operator may have set otherwise.
private struct HelpView: ViewModel {
    let policy: SettingsPolicy
    let language: Language

    static let fields: ViewFields<HelpView> = [
        "allows060": { .flag($0.policy.destinations.allowsMobile060) },
        "interval": { .text($0.policy.monitor.interval.text(in: $0.language)) },
        // 0 is no number of days: they never expire.
        "warpCallers": { .text($0.policy.voiceWarp.selectLimit.inGroups) },
        "faxDays": { .text($0.policy.faxMail.keptDays.inGroups) },
        "faxes": { .text($0.policy.faxMail.mostFaxes.inGroups) },
        "faxMegabytes": { .text($0.policy.faxMail.mostMegabytes.inGroups) },
        "lifetimeDays": { .integer($0.policy.accounts.passwordAge.lifetimeDays) },
    ]
}
