import Testing

/// What script adds, and what is there without it.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct ComfortTests {
    @Test func `a password can be looked at while it is typed, and is sent hidden`() async throws {
        try await SiteUnderTest.use { site in
            try await Browser.use(Browser.Manner(width: 320, hasScript: true)) { browser in
                try await browser.open(site.origin + "/login")
                #expect(try await type(of: "パスワード", in: browser) == "password")
                try await browser.touch("パスワードを表示")
                #expect(try await type(of: "パスワード", in: browser) == "text")
                try await browser.touch("パスワードを隠す")
                #expect(try await type(of: "パスワード", in: browser) == "password")
            }
        }
    }

    @Test func `without script there is no control that does nothing`() async throws {
        try await SiteUnderTest.use { site in
            try await Browser.use(Browser.Manner(width: 320, hasScript: false)) { browser in
                try await browser.open(site.origin + "/login")
                let buttons = try await browser.driver.elements(xpath: "//main//button")
                #expect(buttons.count == 1)
            }
        }
    }

    @Test func `the summary of a refused form has the focus, and its links lead into the fields`() async throws {
        try await SiteUnderTest.use { site in
            try await Browser.use(Browser.Manner(width: 1280, hasScript: true)) { browser in
                try await browser.open(site.origin + "/login")
                try await browser.press("ログイン")
                try await browser.words("入力内容に問題があります")
                #expect(try await focus(in: browser) == "problems")
                let link = try await browser.driver.elements(xpath: "//*[@id = 'problems']//a[contains(., '電話番号')]")
                try await browser.driver.click(try #require(link.first))
                #expect(try await focus(in: browser) == "telephoneNumber")
            }
        }
    }

    @Test func `a form pressed twice is sent once`() async throws {
        try await SiteUnderTest.use { site in
            try await Browser.use(Browser.Manner(width: 1280, hasScript: true)) { browser in
                try await browser.open(site.origin + "/login")
                let refused = try await browser.driver.execute(
                    """
                    const form = document.querySelector("main form"), sent = [];
                    document.addEventListener("submit", (event) => { sent.push(event.defaultPrevented); event.preventDefault(); });
                    form.requestSubmit();
                    form.requestSubmit();
                    return sent;
                    """)
                #expect(refused == [false, true])
            }
        }
    }

    private func type(of label: String, in browser: Browser) async throws -> String? {
        let field = try await browser.field(label)
        return try await browser.driver.property("type", of: field)
    }

    private func focus(in browser: Browser) async throws -> String? {
        try await browser.driver.execute("return document.activeElement.id").text
    }
}
