import Foundation
import Testing

/// The first walk through the whole house, as somebody takes it who has nothing but a telephone and a browser.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct WalkTests {
    @Test(arguments: Browser.Manner.all)
    func `from a temporary password to forwarding and back, every page fit to be used`(
        manner: Browser.Manner
    ) async throws {
        try await SiteUnderTest.use { site in
            try await site.dial("13572468")
            try await Browser.use(manner) { browser in
                let walk = Walk(site: site, browser: browser)
                try await walk.entry()
                try await walk.refusedSignIn()
                try await walk.signInWithTheTemporaryPassword()
                try await walk.chooseAPassword()
                try await walk.useNoOneTimePasswords()
                try await walk.refusedUpload()
                try await walk.uploadDestinations()
                try await walk.refusedDestination()
                try await walk.startForwarding()
                try await walk.stopForwarding()
                try await walk.signOut()
            }
        }
    }

    @Test(arguments: Browser.Manner.all)
    func `the demonstration's telephone sets a temporary password in the browser`(
        manner: Browser.Manner
    ) async throws {
        try await SiteUnderTest.use { site in
            try await Browser.use(manner) { browser in
                let walk = Walk(site: site, browser: browser)
                try await walk.telephone()
                try await walk.town()
            }
        }
    }
}
