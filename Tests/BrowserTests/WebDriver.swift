import Foundation

/// One session of the W3C WebDriver protocol, spoken to Debian's chromedriver.
/// https://www.w3.org/TR/webdriver2/
struct WebDriver: Sendable {
    /// What the driver refused, in its own words.
    struct Refusal: Error, CustomStringConvertible {
        let error: String
        let message: String
        var description: String { "\(error): \(message)" }
    }

    /// An element of the page as the driver knows it.
    struct Element: Sendable {
        let id: String
    }

    private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"

    private let port: Int
    private let session: String

    /// Opens a session with the driver that listens on `port`.
    init(port: Int, capabilities: JSONValue) async throws {
        self.port = port
        let value = try await WebDriver.call(
            port, "POST", "/session", ["capabilities": ["alwaysMatch": capabilities]])
        session = value["sessionId"]?.text ?? ""
    }

    func end() async {
        _ = try? await call("DELETE", "")
    }

    func open(_ address: String) async throws {
        try await post("url", ["url": .text(address)])
    }

    /// From now on what is not there at once is missing.
    func waitNoLonger() async throws {
        try await post("timeouts", ["implicit": 0])
    }

    func title() async throws -> String {
        try await call("GET", "title").text ?? ""
    }

    func address() async throws -> String {
        try await call("GET", "url").text ?? ""
    }

    /// All elements that match, waiting up to the session's implicit wait for the first.
    func elements(xpath: String) async throws -> [Element] {
        try await post("elements", ["using": "xpath", "value": .text(xpath)]).list.compactMap { value in
            value[WebDriver.elementKey]?.text.map(Element.init)
        }
    }

    func click(_ element: Element) async throws {
        try await post("element/\(element.id)/click", [:])
    }

    func clear(_ element: Element) async throws {
        try await post("element/\(element.id)/clear", [:])
    }

    /// Types into a field; for a file control the text is the path of the file.
    func type(_ text: String, into element: Element) async throws {
        try await post("element/\(element.id)/value", ["text": .text(text)])
    }

    /// The text of an element as it is seen.
    func text(of element: Element) async throws -> String {
        try await call("GET", "element/\(element.id)/text").text ?? ""
    }

    /// What a property of an element is now, where that is a text.
    func property(_ name: String, of element: Element) async throws -> String? {
        try await call("GET", "element/\(element.id)/property/\(name)").text
    }

    /// Presses and releases one key, wherever the focus is.
    func press(_ key: String) async throws {
        try await post(
            "actions",
            [
                "actions": [
                    [
                        "type": "key", "id": "keyboard",
                        "actions": [
                            ["type": "keyDown", "value": .text(key)], ["type": "keyUp", "value": .text(key)],
                        ],
                    ]
                ]
            ])
    }

    /// Runs the body of a function in the page.
    @discardableResult
    func execute(_ script: String, _ arguments: [JSONValue] = []) async throws -> JSONValue {
        try await post("execute/sync", ["script": .text(script), "args": .list(arguments)])
    }

    /// Runs the body of a function whose last argument is called with the answer.
    func executeWaiting(_ script: String, _ arguments: [JSONValue] = []) async throws -> JSONValue {
        try await post("execute/async", ["script": .text(script), "args": .list(arguments)])
    }

    /// What the browser's console said since it was last asked (chromedriver's own command).
    func consoleLines() async throws -> [(level: String, message: String)] {
        try await post("se/log", ["type": "browser"]).list.map { line in
            (line["level"]?.text ?? "", line["message"]?.text ?? "")
        }
    }

    /// A command of the browser's own development protocol (chromedriver's own command).
    @discardableResult
    func develop(_ command: String, _ parameters: JSONValue) async throws -> JSONValue {
        try await post("goog/cdp/execute", ["cmd": .text(command), "params": parameters])
    }

    @discardableResult
    private func post(_ path: String, _ body: JSONValue) async throws -> JSONValue {
        try await call("POST", path, body)
    }

    private func call(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws -> JSONValue {
        try await WebDriver.call(port, method, "/session/\(session)" + (path.isEmpty ? "" : "/\(path)"), body)
    }

    private static func call(
        _ port: Int, _ method: String, _ path: String, _ body: JSONValue? = nil
    ) async throws -> JSONValue {
        let answer = try await DriverConnection.exchange(
            port: port, method: method, path: path, body: try body.map { try JSONEncoder().encode($0) })
        let value = try JSONDecoder().decode([String: JSONValue].self, from: answer)["value"] ?? .null
        if let error = value["error"]?.text {
            throw Refusal(error: error, message: value["message"]?.text ?? "")
        }
        return value
    }
}
