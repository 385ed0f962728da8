package import Mustache
package import Telephony

/// What mails are written from. The operator's commands have it too, without the site around it.
package struct MailTemplates: Sendable {
    let pages: Pages
    package let site: SiteIdentity
    let key: ServerKey
    package let language: Language

    package init(pages: Pages, site: SiteIdentity, key: ServerKey, language: Language) {
        self.pages = pages
        self.site = site
        self.key = key
        self.language = language
    }

    /// A mail whose words stand in `template`: the subject on the first line, an empty line, the text. Mail templates are
    /// plain text: they name values with three braces. `worthlessAfter` is for what holds a code or a link: it is not
    /// delivered when that has lost its validity, and waits sealed.
    package func mail(
        _ kind: StaticString, to recipient: MailAddress, _ template: String, _ view: some ViewModel,
        worthlessAfter: Moment? = nil
    ) throws -> Mail {
        let frame = PageFrame(view: view, shell: ShellView(site: site, pages: pages, formToken: ""))
        let text = String(decoding: try pages.render(template, frame, in: language), as: UTF8.self)
        let parts = text.split(separator: "\n\n", maxSplits: 1)
        let mail = Mail(
            kind: "\(kind)", to: recipient, subject: String(parts.first ?? ""),
            body: parts.count > 1 ? String(parts[1]) : "", worthlessAfter: worthlessAfter)
        return worthlessAfter == nil ? mail : try mail.sealed(under: key)
    }
}

extension Services {
    package var mails: MailTemplates { MailTemplates(pages: pages, site: site, key: key, language: language) }
}

extension Mail {
    /// Whether a template is the text of a mail, and no page.
    package static func isTemplate(_ name: String) -> Bool { name.hasSuffix("-mail") }
}
