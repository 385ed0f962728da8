import Foundation
import TestPrograms
import Testing

/// A browser as a person uses it: fields by their labels, buttons and links by their names.
struct Browser: Sendable {
    /// How the person looks at the site.
    struct Manner: Sendable, CustomTestStringConvertible {
        let width: Int
        let hasScript: Bool

        var name: String { "\(width)\(hasScript ? "" : "-no-script")" }
        /// A window below 500 px is a telephone's: a desktop browser makes none so narrow.
        var isSmall: Bool { width < 500 }
        var height: Double { width == Self.telephoneWidth ? 844 : isSmall ? 640 : 900 }
        var testDescription: String { "\(width) px, \(hasScript ? "with" : "without") script" }

        /// Of a telephone as most people have one.
        static let telephoneWidth = 390

        /// What script adds is seen at both widths; what is there without it stands narrow first.
        static let all = [
            Manner(width: 1280, hasScript: true), Manner(width: 320, hasScript: true),
            Manner(width: 320, hasScript: false),
        ]
    }

    /// What was looked for and not found, with what the page shows instead.
    struct NotFound: Error, CustomStringConvertible {
        let description: String
    }

    let driver: WebDriver
    let manner: Manner

    func open(_ address: String) async throws {
        try await driver.open(address)
    }

    /// The browser's own button.
    func goBack() async throws { try await driver.goBack() }

    func reload() async throws { try await driver.reload() }

    /// The control that a label with these words belongs to.
    func field(_ label: String) async throws -> WebDriver.Element {
        let words = Browser.quoted(label)
        return try await one(
            "//*[@id = //label[normalize-space(.) = \(words)]/@for] | //label[normalize-space(.) = \(words)]//input",
            "a field labelled \(label)")
    }

    func type(_ text: String, into label: String) async throws {
        try await settled {
            let element = try await field(label)
            try await driver.clear(element)
            try await driver.type(text, into: element)
        }
    }

    /// Picks the option of this name.
    func choose(_ option: String) async throws {
        try await settled { try await driver.click(try await field(option)) }
    }

    func upload(_ path: String, to label: String) async throws {
        try await driver.type(path, into: try await field(label))
    }

    /// Presses the button of this name.
    func press(_ button: String) async throws {
        try await leave(
            by: "//button[normalize-space(.) = \(Browser.quoted(button))][not(@aria-hidden)]", "a button \(button)")
        if button == "ログイン" { try await waitForTheTurn() }
    }

    /// On a loaded machine a password hash takes so long that the site gives a place in its queue, on a page that comes back by itself.
    private func waitForTheTurn() async throws {
        let isOver = "//body[not(contains(normalize-space(.), '順番を確かめる'))]"
        for _ in 0..<40 where try await !driver.elements(xpath: isOver).isEmpty { return }
    }

    /// Presses a button that changes the page it is on; found by the name that is spoken, if it has one of its own.
    func touch(_ button: String) async throws {
        let words = Browser.quoted(button)
        try await driver.click(
            try await one("//button[@aria-label = \(words) or normalize-space(.) = \(words)]", "a button \(button)"))
    }

    /// Follows the first link of this name; the name may stand in one part of a larger link.
    func follow(_ link: String) async throws {
        let words = Browser.quoted(link)
        try await leave(
            by: "//a[normalize-space(.) = \(words) or .//*[normalize-space(.) = \(words)]]", "a link \(link)")
    }

    /// Waits for the page with this heading.
    func heading(_ words: String) async throws {
        _ = try await one("//h1[normalize-space(.) = \(Browser.quoted(words))]", "the heading \(words)")
    }

    /// Waits for a text anywhere on the page.
    func words(_ words: String) async throws {
        _ = try await one("//body//*[contains(normalize-space(.), \(Browser.quoted(words)))]", "the words \(words)")
    }

    /// Waits for the banner that tells of a success.
    func success() async throws {
        _ = try await one("//*[@role = 'status']/h2", "the banner of a success")
    }

    /// Everything on the page as it is seen.
    func allWords() async throws -> String {
        guard let body = try await driver.elements(xpath: "//body").first else { return "" }
        return try await driver.text(of: body)
    }

    /// The picture of the whole page, kept under `artefacts/`. Taken in a window as tall as the page, so that what
    /// sticks to the window's edge is where it belongs.
    func screenshot(_ name: String) async throws {
        let size = try await driver.develop("Page.getLayoutMetrics", [:])["cssContentSize"]
        try await resize(height: min(size?["height"]?.number ?? 900, 6000))
        let answer = try await driver.develop("Page.captureScreenshot", [:])
        try await resize(height: manner.height)
        let folder = BuiltProgram.package.appendingPathComponent("artefacts/\(manner.name)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let picture = Data(base64Encoded: answer["data"]?.text ?? "") ?? Data()
        try picture.write(to: folder.appendingPathComponent("\(name).png"))
    }

    /// Makes the window this tall and as wide as it is, with pixels as fine as such a device has.
    private func resize(height: Double) async throws {
        try await driver.develop(
            "Emulation.setDeviceMetricsOverride",
            [
                "width": .number(Double(manner.width)), "height": .number(height.rounded(.up)),
                "deviceScaleFactor": manner.isSmall ? 2 : 1, "mobile": .flag(manner.isSmall),
            ])
    }

    /// Clicks and waits for the next page: the old one is marked, so that nothing on it is taken for the new one's.
    private func leave(by xpath: String, _ what: String) async throws {
        try await settled {
            let element = try await one(xpath, what)
            try await driver.execute("document.documentElement.dataset.left = 'yes'")
            try await driver.click(element)
        }
        // Not every driver waits for a page that is long in coming, such as one behind password hashes on a loaded machine.
        let next = "/html[not(@data-left)]/body"
        for _ in 0..<12 where try await !driver.elements(xpath: next).isEmpty { return }
        _ = try await one(next, "the next page")
    }

    /// A page that comes back by itself, such as one on which somebody waits for a turn, takes its elements with it: what was about to be
    /// done is done on the page that has come.
    private func settled(_ action: () async throws -> Void) async throws {
        for _ in 0..<10 {
            do { return try await action() } catch let refusal as WebDriver.Refusal where refusal.isStale {}
        }
        try await action()
    }

    private func one(_ xpath: String, _ what: String) async throws -> WebDriver.Element {
        if let element = try await driver.elements(xpath: xpath).first { return element }
        throw NotFound(
            description:
                "\(what) was not found at \(try await driver.address()); the page says:\n\(try await allWords())")
    }

    /// An XPath string literal; none of the site's names holds a double quote.
    private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}
