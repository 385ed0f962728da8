import Foundation
import TestPrograms

/// How each browser is started, and what it is asked for.
extension Browser {
    enum Kind: Sendable { case chromium, firefox }

    /// Opens a browser, hands it over, and closes it whatever happens.
    static func use(
        _ manner: Manner, in kind: Kind = .chromium, _ body: (Browser) async throws -> Void
    ) async throws {
        switch kind {
        case .chromium: try await useChromium(manner, body)
        case .firefox: try await useFirefox(manner, body)
        }
    }

    private static func useChromium(_ manner: Manner, _ body: (Browser) async throws -> Void) async throws {
        let (program, line) = try await startDriver()
        defer { program.stop() }
        let wire = try await ClassicWire(port: try port(in: line), capabilities: capabilities(manner))
        try await Browser(driver: WebDriver(wire), manner: manner).run(body)
    }

    private static func useFirefox(_ manner: Manner, _ body: (Browser) async throws -> Void) async throws {
        let profile = BuiltProgram.newFolder()
        defer { try? FileManager.default.removeItem(atPath: profile) }
        try FileManager.default.createDirectory(atPath: profile, withIntermediateDirectories: true)
        // A free port, and nothing that a person would be asked or told at first.
        let settings = """
            user_pref("marionette.port", 0);
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("intl.accept_languages", "ja");
            """
        try Data(settings.utf8).write(to: URL(fileURLWithPath: profile + "/user.js"))
        let (program, line) = try await onOwnThread {
            let program = try StartedProgram(
                BrowserPrograms.firefox,
                ["--headless", "--marionette", "--no-remote", "--profile", profile, "--width", "\(manner.width)"],
                errors: .withOutput)
            return (program, try program.line(containing: "Listening on port"))
        }
        defer { program.stop() }
        let wire = try await MarionetteWire(
            port: try port(in: line), capabilities: ["acceptInsecureCerts": true, "timeouts": timeouts])
        try await Browser(driver: WebDriver(wire), manner: manner).run(body)
    }

    private func run(_ body: (Browser) async throws -> Void) async throws {
        do {
            try await body(self)
        } catch {
            _ = try? await screenshot("failure")
            await driver.end()
            throw error
        }
        await driver.end()
    }

    private static func port(in line: String) throws -> Int {
        guard let port = line.split(whereSeparator: { !$0.isNumber }).last.flatMap({ Int($0) }) else {
            throw NotFound(description: "the browser's driver named no port: \(line)")
        }
        return port
    }

    /// The driver chooses its port for IPv6 and gives up when somebody else has it for IPv4: then another is tried.
    private static func startDriver() async throws -> (StartedProgram, String) {
        try await onOwnThread {
            for _ in 1..<5 {
                let program = try StartedProgram(BrowserPrograms.driver, ["--port=0"], errors: .withOutput)
                if let line = try? program.line(containing: "started successfully on port") { return (program, line) }
            }
            let program = try StartedProgram(BrowserPrograms.driver, ["--port=0"], errors: .withOutput)
            return (program, try program.line(containing: "started successfully on port"))
        }
    }

    private static let timeouts: JSONValue = ["implicit": 5000, "pageLoad": 60000, "script": 60000]

    private static func capabilities(_ manner: Manner) -> JSONValue {
        var options: [String: JSONValue] = [
            "binary": .text(BrowserPrograms.browser),
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=ja",
                .text("--window-size=\(max(manner.width, 500)),900"),
            ],
        ]
        if manner.isSmall {
            options["mobileEmulation"] = [
                "deviceMetrics": [
                    "width": .number(Double(manner.width)), "height": .number(manner.height), "pixelRatio": 2,
                    "mobile": true,
                    // A tap without script would never be answered by the driver; a click is.
                    "touch": false,
                ]
            ]
        }
        if !manner.hasScript {
            options["prefs"] = ["profile.managed_default_content_settings.javascript": 2]
        }
        return [
            "browserName": "chrome", "acceptInsecureCerts": true, "goog:chromeOptions": .object(options),
            "goog:loggingPrefs": ["browser": "ALL"], "timeouts": timeouts,
        ]
    }
}
