package import Telephony

/// What a site calls itself, on every page and in every mail.
package struct SiteIdentity: Sendable {
    package var name: String
    /// Whom a page tells people to ask; shown in the same place everywhere.
    package var contact: String
    /// The site's own origin, for redirects and links that leave the house.
    package var origin = "https://localhost:8443"
    /// The number that people call for a password, as pages print it.
    package var accessNumber = "03-6304-4747"

    /// The site's own mail address, from which its mails come; empty where none is set.
    package var mailAddress = ""

    package var cookies = SiteCookies.usual

    /// What a site says of itself where the operator has not said anything else.
    package init(in language: Language) {
        name = SiteIdentity.usualName(in: language)
        contact = SiteIdentity.usualContact(in: language)
    }
}
