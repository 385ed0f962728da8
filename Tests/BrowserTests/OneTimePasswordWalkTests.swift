import Testing

/// One-time passwords in a browser, from the choice at the first sign-in to the change of the mail address.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct OneTimePasswordWalkTests {
    @Test(arguments: Browser.Manner.all)
    func `OTP-1 OTP-2 OTP-5 from the choice to the code in the mail, every page fit to be used`(
        manner: Browser.Manner
    ) async throws {
        try await SiteUnderTest.use { site in
            try await site.dial("13572468")
            try await Browser.use(manner) { browser in
                let walk = OneTimePasswordWalk(site: site, browser: browser)
                try await walk.signInForTheFirstTime()
                try await walk.registerAnAddress()
                try await walk.openTheLinkAndPressItsButton()
                try await walk.enterTheCode()
                try await walk.lookAtTheSettings()
                try await walk.uploadSettings()
                try await walk.changeTheAddressBeforeTheCode()
            }
        }
    }
}
