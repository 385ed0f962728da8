import Accounts
import Mustache
import SQLite
import Shell

/// サービス選択, the top page after sign-in: what is in force now, and what can be set. It knows none of the features: they say
/// what stands on it.
enum ServiceSelection {
    /// What a feature shows, by the name that the template has for it; nil for whom it has nothing to show.
    struct Part: Sendable {
        let key: TemplateKey
        /// Where it is listed, if it is one of the services; their list is short enough to be read at a glance.
        let group: Group?
        let view: @Sendable (Visit<Person>, Connection) throws -> (any ViewModel)?

        init(
            _ name: String, in group: Group? = nil,
            view: @escaping @Sendable (Visit<Person>, Connection) throws -> (any ViewModel)?
        ) {
            key = TemplateKey(name)
            self.group = group
            self.view = view
        }
    }

    /// What becomes of calls, and what is told by mail; ログイン・認証の設定 is the third.
    enum Group: Sendable { case calls, mails }

    /// A line of ログイン・認証の設定: a page about signing in.
    struct SignInSetting: Sendable {
        enum Subject: Sendable {
            case password, oneTimePassword, passwordsOfNumbers, authenticationUnit, devices, history
        }

        let subject: Subject
        let path: String
        /// Whether that person may use the page.
        let isOpen: @Sendable (Person) -> Bool

        init(
            _ subject: Subject, at path: String, for isOpen: @escaping @Sendable (Person) -> Bool = { _ in true }
        ) {
            self.subject = subject
            self.path = path
            self.isOpen = isOpen
        }
    }
}
