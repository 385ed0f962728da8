import Testing

/// Passwords of many numbers, and the changes of the unit around them.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct PasswordWalkTests {
    @Test(arguments: Browser.Manner.all)
    func `PW-6 an administrator sets the passwords of others, one by one and by a file`(
        manner: Browser.Manner
    ) async throws {
        try await SiteUnderTest.use { site in
            try await Browser.use(manner) { browser in
                let walk = PasswordWalk(site: site, browser: browser, number: "0312341000")
                try await walk.signInForTheFirstTime()
                try await walk.toAdministratorAndUser()
                try await walk.passwordOfNumber("03-1234-1001")
                try await walk.passwordsByFile((1001...1024).map { ("031234\($0)", "Yamabuki\($0 % 100)x") })
                try await walk.lookAtTheProgress()
                try await walk.waitForTheEnd()
            }
        }
    }

    @Test(arguments: Browser.Manner.all)
    func `UNIT-1, UNIT-4, UNIT-5 the unit goes from the line to an administrator, to numbers and back`(
        manner: Browser.Manner
    ) async throws {
        try await SiteUnderTest.use { site in
            try await Browser.use(manner) { browser in
                let walk = PasswordWalk(site: site, browser: browser, number: "0312340001")
                try await walk.signInForTheFirstTime()
                try await walk.toAdministratorAndUser()
                try await walk.toNumber()
                try await walk.toLineIsBlocked()
                let others = (2...5).map { (number: "03-1234-000\($0)", password: "hikari2026x") }
                try await walk.toLine([("03-1234-0001", "hikari2026x")] + others)
            }
        }
    }
}
