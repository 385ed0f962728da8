import Testing

/// AUTH-10: what the dialog at the end of a session promises, and keeps. The clock of the page is put on; the server's word for it is given.
@Suite(.serialized, .needsBrowser, .timeLimit(.minutes(BrowserPrograms.patience))) struct SessionEndTests {
    private static let destination = "転送先電話番号（03-1234-0001）"

    @Test func `AUTH-10 when the time is up the dialog says so by itself, and what was typed stays on every form`()
        async throws
    {
        try await signedIn { browser, site in
            let forms = [
                ("/bulk-forwarding", Self.destination, "09012345678", "続きから操作できます"),
                ("/fault-notification/mail", "契約者名", "ひかり商店", "続きから操作できます"),
                ("/one-time-password/registration", "受信用メールアドレス", "hikari@example.jp", "引き継がれません"),
            ]
            for (path, label, typed, promise) in forms {
                try await browser.open(site.origin + path)
                try await browser.type(typed, into: label)
                try await browser.passTime(minutes: 14, cause: nil)
                try await browser.words("まもなく自動的にログアウトします")
                try await browser.passTime(minutes: 2, cause: "expired")
                try await browser.words("ログアウトしました")
                try await browser.words(promise)
                try await browser.touch("閉じる")
                let field = try await browser.field(label)
                #expect(try await browser.driver.property("value", of: field) == typed)
            }
        }
    }

    @Test func `AUTH-10 a page without typed text makes way for the one that says why`() async throws {
        try await signedIn { browser, site in
            try await browser.open(site.origin + "/bulk-forwarding")
            try await browser.signOutInAnotherTab()
            try await browser.passTime(minutes: 16, cause: "elsewhere")
            try await browser.heading("ログイン")
        }
    }

    @Test func `AUTH-10 another tab's sign-out is told at once, with what becomes of what was typed`() async throws {
        try await signedIn { browser, site in
            try await browser.open(site.origin + "/bulk-forwarding")
            try await browser.type("09012345678", into: Self.destination)
            try await browser.signOutInAnotherTab()
            try await browser.driver.execute("new BroadcastChannel('session').postMessage('over')")
            try await browser.words("書き写して")
            try await browser.touch("閉じる")
            let field = try await browser.field(Self.destination)
            #expect(try await browser.driver.property("value", of: field) == "09012345678")
        }
    }

    @Test func `AUTH-10 who puts off a session that another device has ended is told that too`() async throws {
        try await signedIn { browser, site in
            try await browser.open(site.origin + "/bulk-forwarding")
            try await browser.type("09012345678", into: Self.destination)
            try await browser.signOutInAnotherTab()
            try await browser.driver.execute("document.getElementById('session-end').showModal()")
            try await browser.touch("ログインを続ける")
            try await browser.words("書き写して")
        }
    }

    private func signedIn(_ body: (Browser, SiteUnderTest) async throws -> Void) async throws {
        try await SiteUnderTest.use { site in
            try await site.dial("13572468")
            try await Browser.use(Browser.Manner(width: 1280, hasScript: true)) { browser in
                try await browser.signInForTheFirstTime(at: site)
                try await body(browser, site)
            }
        }
    }
}

extension Browser {
    /// Puts the page's clock on. What the server would say of the session then is said in its place.
    /// - Parameter cause: why it is over; nil while nobody asks.
    fileprivate func passTime(minutes: Int, cause: String?) async throws {
        try await driver.execute(
            """
            const now = Date.now.bind(Date), [milliseconds, cause] = arguments;
            Date.now = () => now() + milliseconds;
            if (cause) window.fetch = async () => ({ url: `${location.origin}/login?ended=${cause}`, text: async () => "" });
            """, [.number(Double(minutes * 60_000)), cause.map(JSONValue.text) ?? .null])
    }

    fileprivate func signOutInAnotherTab() async throws {
        let address = try await driver.executeWaiting(
            """
            const done = arguments[0], form = document.querySelector("form[action='/logout']");
            fetch("/logout", { method: "POST", body: new URLSearchParams(new FormData(form)) }).then((reply) => done(reply.url));
            """)
        #expect(address.text?.hasSuffix("/login?signed-out=1") == true)
    }
}
