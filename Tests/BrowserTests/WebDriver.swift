import Foundation

/// One session of the W3C WebDriver protocol with one of Debian's browsers.
/// https://www.w3.org/TR/webdriver2/
struct WebDriver: Sendable {
    /// What the driver refused, in its own words.
    struct Refusal: Error, CustomStringConvertible {
        let error: String
        let message: String
        var description: String { "\(error): \(message)" }
        /// The element's page has gone.
        var isStale: Bool { error == "stale element reference" || error == "no such element" }

        /// Throws what an answer says is wrong.
        static func check(_ value: JSONValue) throws {
            guard let error = value["error"]?.text else { return }
            throw Refusal(error: error, message: value["message"]?.text ?? "")
        }
    }

    /// An element of the page as the driver knows it.
    struct Element: Sendable {
        let id: String
    }

    private static let elementKey = "element-6066-11e4-a52e-4f735466cecf"

    private let wire: any DriverWire

    init(_ wire: any DriverWire) { self.wire = wire }

    func end() async { await wire.end() }

    func open(_ address: String) async throws {
        try await send(.open, ["url": .text(address)])
    }

    func goBack() async throws { try await send(.back) }

    func reload() async throws { try await send(.reload) }

    /// From now on what is not there at once is missing.
    func waitNoLonger() async throws {
        try await send(.timeouts, ["implicit": 0])
    }

    func title() async throws -> String {
        try await send(.title).text ?? ""
    }

    func address() async throws -> String {
        try await send(.address).text ?? ""
    }

    /// All elements that match, waiting up to the session's implicit wait for the first.
    func elements(xpath: String) async throws -> [Element] {
        try await send(.elements, ["using": "xpath", "value": .text(xpath)]).list.compactMap { value in
            value[WebDriver.elementKey]?.text.map(Element.init)
        }
    }

    func click(_ element: Element) async throws {
        try await send(.click(element.id))
    }

    func clear(_ element: Element) async throws {
        try await send(.clear(element.id))
    }

    /// Types into a field; for a file control the text is the path of the file.
    func type(_ text: String, into element: Element) async throws {
        try await send(.type(element.id), ["text": .text(text)])
    }

    /// The text of an element as it is seen.
    func text(of element: Element) async throws -> String {
        try await send(.text(element.id)).text ?? ""
    }

    /// What a property of an element is now, where that is a text.
    func property(_ name: String, of element: Element) async throws -> String? {
        try await send(.property(name, of: element.id)).text
    }

    /// Presses and releases one key, wherever the focus is.
    func press(_ key: String) async throws {
        try await send(
            .actions,
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
        try await send(.execute, ["script": .text(script), "args": .list(arguments)])
    }

    /// Runs the body of a function whose last argument is called with the answer.
    func executeWaiting(_ script: String, _ arguments: [JSONValue] = []) async throws -> JSONValue {
        try await send(.executeWaiting, ["script": .text(script), "args": .list(arguments)])
    }

    /// What the browser's console said since it was last asked (chromedriver's own command).
    func consoleLines() async throws -> [(level: String, message: String)] {
        try await send(.log, ["type": "browser"]).list.map { line in
            (line["level"]?.text ?? "", line["message"]?.text ?? "")
        }
    }

    /// A command of the browser's own development protocol (chromedriver's own command).
    @discardableResult
    func develop(_ command: String, _ parameters: JSONValue) async throws -> JSONValue {
        try await send(.develop, ["cmd": .text(command), "params": parameters])
    }

    @discardableResult
    private func send(_ command: DriverCommand, _ parameters: JSONValue = [:]) async throws -> JSONValue {
        try await wire.send(command, parameters)
    }
}
