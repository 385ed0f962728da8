import Foundation
import Testing

/// The programs that Debian's packages bring, wherever they are installed.
enum BrowserPrograms {
    static let driver = find(["chromedriver"])
    static let browser = find(["chromium", "google-chrome", "chromium-browser"])

    static let firefox = find(["firefox-esr", "firefox"])

    static var areInstalled: Bool { !driver.isEmpty && !browser.isEmpty }

    /// In minutes: nearly as long as all tests may take together. A walk waits for its place, and no machine is too slow for it.
    static let patience = 18

    static let advice: Comment =
        "No browser: Chromium could not be found. Install it with \"apt-get install chromium chromium-driver fonts-noto-cjk\"."

    static let firefoxAdvice: Comment = "Firefox could not be found. Install it with \"apt-get install firefox-esr\"."

    private static func find(_ names: [String]) -> String {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        let paths = names.flatMap { name in folders.map { "\($0)/\(name)" } }
        return paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? ""
    }
}

extension Trait where Self == ConditionTrait {
    /// Skips, saying how to install one, where there is no browser.
    static var needsBrowser: Self { .enabled(if: BrowserPrograms.areInstalled, BrowserPrograms.advice) }

    static var needsFirefox: Self {
        .enabled(if: !BrowserPrograms.firefox.isEmpty, BrowserPrograms.firefoxAdvice)
    }
}
