import HTTP
import SQLite
package import Shell
import Telephony

extension OneTimePasswords {
    package static func feature(_ services: Services, age: PasswordAge) -> Feature<Person> {
        Feature(
            routes: signInRoutes(services, age) + registrationRoutes(services) + addressRoutes(services)
                + settingsRoutes(services) + OneTimePasswordImportKind.routes(services),
            vocabulary: vocabulary, forgetOld: OneTimePasswordStore.forgetOld)
    }

    private static func signInRoutes(_ services: Services, _ age: PasswordAge) -> [SiteRoute<Person>] {
        let choice = OneTimePasswordChoicePage(services: services)
        let entry = OneTimePasswordEntryPage(services: services, age: age)
        let ended = OneTimePasswordEndedPage(services: services)
        return [
            .signingIn([.chooseOneTimePassword], .get, "/one-time-password/choice", choice.show),
            .signingIn([.chooseOneTimePassword], .post, "/one-time-password/choice", choice.choose).urgent,
            .signingIn([.chooseOneTimePassword], .get, "/one-time-password/consent", choice.showConsent),
            .signingIn([.chooseOneTimePassword], .post, "/one-time-password/consent", choice.consent).urgent,
            .signingIn([.enterOneTimePassword], .get, "/one-time-password", entry.show),
            .signingIn([.enterOneTimePassword], .post, "/one-time-password", entry.enter).urgent,
            .signingIn([.enterOneTimePassword], .post, "/one-time-password/sending", entry.send).urgent,
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
            .open(.post, "/one-time-password/confirmation", again: link.showAgain, link.register),
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
        ]
            + ConfirmationSecret.allCases.flatMap { secret in
                [
                    SiteRoute.page(.get, secret.path) { try secrets.show(secret, $0) },
                    SiteRoute.page(.post, secret.path) { try await secrets.change(secret, $0) }.unkept,
                ]
            }
    }

}
