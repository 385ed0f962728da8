import HTTP
import SQLite
package import Shell
import Telephony

extension OneTimePasswords {
    package static func feature(_ services: Services) -> Feature<Person> {
        Feature(
            routes: signInRoutes(services) + registrationRoutes(services) + addressRoutes(services)
                + settingsRoutes(services) + OneTimePasswordImportKind.routes(services),
            vocabulary: EventVocabulary(group: "ワンタイムパスワード", events: eventWords),
            forgetOld: OneTimePasswordStore.forgetOld)
    }

    private static func signInRoutes(_ services: Services) -> [SiteRoute<Person>] {
        let choice = OneTimePasswordChoicePage(services: services)
        let entry = OneTimePasswordEntryPage(services: services)
        let ended = OneTimePasswordEndedPage(services: services)
        return [
            .signingIn([.chooseOneTimePassword], .get, "/one-time-password/choice", choice.show),
            .signingIn([.chooseOneTimePassword], .post, "/one-time-password/choice", choice.choose),
            .signingIn([.chooseOneTimePassword], .get, "/one-time-password/consent", choice.showConsent),
            .signingIn([.chooseOneTimePassword], .post, "/one-time-password/consent", choice.consent),
            .signingIn([.enterOneTimePassword], .get, "/one-time-password", entry.show),
            .signingIn([.enterOneTimePassword], .post, "/one-time-password", entry.enter),
            .signingIn([.enterOneTimePassword], .post, "/one-time-password/sending", entry.send),
            .open(.get, "/one-time-password/ended", ended.show),
        ]
    }

    /// From an address that is entered to the link that makes it count.
    private static func registrationRoutes(_ services: Services) -> [SiteRoute<Person>] {
        let form = OneTimePasswordRegistrationPage(services: services)
        let waiting = OneTimePasswordWaitingPage(services: services)
        let link = OneTimePasswordLinkPage(services: services)
        let all: Set<SignInStep> = [.chooseOneTimePassword, .enterOneTimePassword, .signedIn]
        return [
            .signingIn([.chooseOneTimePassword, .signedIn], .get, "/one-time-password/registration", form.show),
            .signingIn([.chooseOneTimePassword, .signedIn], .post, "/one-time-password/registration", form.check),
            .signingIn(all, .post, "/one-time-password/registration/mail", waiting.register),
            .signingIn(all, .get, "/one-time-password/registration/waiting", waiting.show),
            .signingIn(all, .post, "/one-time-password/registration/waiting", waiting.sendAgain),
            .open(.get, "/one-time-password/confirmation", link.show),
            .open(.post, "/one-time-password/confirmation", link.register),
            .open(.get, "/one-time-password/confirmation/done", link.showDone),
        ]
    }

    private static func addressRoutes(_ services: Services) -> [SiteRoute<Person>] {
        let address = OneTimePasswordAddressPage(services: services)
        return [
            .signingIn([.enterOneTimePassword], .get, "/one-time-password/mail-address", address.show),
            .signingIn([.enterOneTimePassword], .post, "/one-time-password/mail-address", address.prove),
            .signingIn([.enterOneTimePassword], .get, "/one-time-password/mail-address/new", address.showNew),
            .signingIn([.enterOneTimePassword], .post, "/one-time-password/mail-address/new", address.check),
        ]
    }

    private static func settingsRoutes(_ services: Services) -> [SiteRoute<Person>] {
        let settings = OneTimePasswordSettingsPage(services: services)
        let secrets = OneTimePasswordSecretsPage(services: services)
        return [
            .page(.get, "/one-time-password/settings", settings.show),
            .page(.get, "/one-time-password/settings/use", settings.showUse),
            .page(.post, "/one-time-password/settings/use", settings.stop).unkept,
            .page(.get, "/one-time-password/settings/mail-address", settings.showAddress),
            .page(.post, "/one-time-password/settings/mail-address", settings.checkAddress).unkept,
            .page(.get, "/one-time-password/settings/confirmation-id", secrets.showID),
            .page(.post, "/one-time-password/settings/confirmation-id", secrets.changeID).unkept,
            .page(.get, "/one-time-password/settings/confirmation-password", secrets.showPassword),
            .page(.post, "/one-time-password/settings/confirmation-password", secrets.changePassword).unkept,
        ]
    }

    private static let eventWords: [String: String] = [
        "one-time-password.not-used": "ワンタイムパスワードを利用しないことに同意",
        "one-time-password.link-sent": "ワンタイムパスワードの受信用メールアドレスを仮登録",
        "one-time-password.registered": "ワンタイムパスワードの受信用メールアドレスを本登録",
        "one-time-password.address-changed": "ワンタイムパスワードの受信用メールアドレスを変更",
        "one-time-password.sent": "ワンタイムパスワードを送信",
        "one-time-password.accepted": "ワンタイムパスワードを確認してログイン",
        "one-time-password.failed": "ワンタイムパスワードの入力間違い",
        "one-time-password.voided": "ワンタイムパスワードの入力間違い5回でログインを終了",
        "one-time-password.confirmation-accepted": "確認用ID・確認用パスワードを確認",
        "one-time-password.confirmation-failed": "確認用ID・確認用パスワードの入力間違い",
        "one-time-password.confirmation-blocked": "確認用ID・確認用パスワードの入力間違い5回で24時間停止",
        "one-time-password.id-changed": "確認用IDを変更",
        "one-time-password.confirmation-password-changed": "確認用パスワードを変更",
        "one-time-password.secrets-changed": "確認用ID・確認用パスワードを変更",
        "one-time-password.stopped": "ワンタイムパスワードを利用しない設定に変更",
        "one-time-password.reset": "ワンタイムパスワードの登録を取り消し",
    ]
}
