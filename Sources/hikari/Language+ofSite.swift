import Telephony

extension Language {
    /// What the site speaks to everybody, on pages, in mails and on the telephone: the one place where that is chosen.
    static let ofSite = Language.japanese
}
