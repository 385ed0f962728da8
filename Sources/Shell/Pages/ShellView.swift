package import Mustache

/// What the layout shows around every page.
struct ShellView: ViewModel {
    let site: SiteIdentity
    let pages: Pages
    let formToken: String
    var signedIn: SignedInView?
    var banner: Banner?
    var notice: NoticeView?
    var problems: [Problem] = []

    package static let fields: ViewFields<ShellView> = [
        "siteName": { .text($0.site.name) },
        "accessNumber": { .text($0.site.accessNumber) },
        "contact": { .text($0.site.contact) },
        "mailSender": { .object(ifAny: MailSenderView($0.site)) },
        "origin": { .text($0.site.origin) },
        "styleURL": { .text($0.pages.styleURL) },
        "scriptURL": { .text($0.pages.scriptURL) },
        "iconURL": { .text($0.pages.iconURL) },
        "limits": { $0.pages.limits },
        "demo": { .flag($0.pages.isDemo) },
        "formToken": { .text($0.formToken) },
        "signedIn": { .object(ifAny: $0.signedIn) },
        "banner": { .object(ifAny: $0.banner) },
        "notice": { .object(ifAny: $0.notice) },
        "problems": { $0.problems.isEmpty ? .absent : .object(ProblemsView(items: $0.problems)) },
    ]
}

/// From where mails come, for whoever lets in only some.
private struct MailSenderView: ViewModel {
    let address: String

    init?(_ site: SiteIdentity) {
        guard site.mailAddress.contains("@") else { return nil }
        address = site.mailAddress
    }

    static let fields: ViewFields<MailSenderView> = [
        "address": { .text($0.address) },
        "domain": { .text(String($0.address.drop { $0 != "@" }.dropFirst())) },
    ]
}

/// The summary above a refused form.
private struct ProblemsView: ViewModel {
    let items: [Problem]

    static let fields: ViewFields<ProblemsView> = ["items": { .list($0.items) }]
}

/// The signed-in person in the head of the page, and how long the session lasts if nothing is done.
struct SignedInView: ViewModel {
    let label: VisitorLabel
    /// False while steps of the sign-in are still ahead.
    let isComplete: Bool
    let secondsLeft: Int

    static let fields: ViewFields<SignedInView> = [
        "number": { .text($0.label.account) },
        "contractName": { .text($0.label.tenantName) },
        "isComplete": { .flag($0.isComplete) },
        "isSpecimen": { .flag($0.label.isSpecimen) },
        "sessionSeconds": { .integer($0.secondsLeft) },
    ]
}

/// A page's own names, and the layout's behind them.
struct PageFrame: ViewModel {
    let view: any ViewModel
    let shell: ShellView

    package static let fields: ViewFields<PageFrame> = [:]

    package func answer(to key: TemplateKey) -> TemplateValue? {
        view.answer(to: key) ?? shell.answer(to: key)
    }
}

/// A page that has nothing to show but its template.
package struct PlainView: ViewModel {
    package init() {}

    package static let fields: ViewFields<PlainView> = [:]
}
