import Foundation

/// How a browser is told what to do: WebDriver's commands over one of the two wires that Debian's browsers have.
protocol DriverWire: Sendable {
    func send(_ command: DriverCommand, _ parameters: JSONValue) async throws -> JSONValue
    func end() async
}

/// The commands the tests use. https://www.w3.org/TR/webdriver2/#endpoints
enum DriverCommand: Sendable {
    case open, title, address, back, reload, timeouts, elements, execute, executeWaiting, actions
    case click(String), clear(String), type(String), text(String)
    case property(String, of: String)
    /// chromedriver's own.
    case log, develop
}

/// HTTP, as chromedriver speaks it.
struct ClassicWire: DriverWire {
    private let port: Int
    private let session: String

    /// Opens a session with the driver that listens on `port`.
    init(port: Int, capabilities: JSONValue) async throws {
        self.port = port
        let value = try await ClassicWire.call(
            port, "POST", "/session", ["capabilities": ["alwaysMatch": capabilities]])
        session = value["sessionId"]?.text ?? ""
    }

    func send(_ command: DriverCommand, _ parameters: JSONValue) async throws -> JSONValue {
        let (method, path) = ClassicWire.endpoint(command)
        return try await ClassicWire.call(
            port, method, "/session/\(session)/\(path)", method == "GET" ? nil : parameters)
    }

    func end() async {
        _ = try? await ClassicWire.call(port, "DELETE", "/session/\(session)")
    }

    private static func endpoint(_ command: DriverCommand) -> (method: String, path: String) {
        switch command {
        case .open: ("POST", "url")
        case .title: ("GET", "title")
        case .address: ("GET", "url")
        case .back: ("POST", "back")
        case .reload: ("POST", "refresh")
        case .timeouts: ("POST", "timeouts")
        case .elements: ("POST", "elements")
        case .execute: ("POST", "execute/sync")
        case .executeWaiting: ("POST", "execute/async")
        case .actions: ("POST", "actions")
        case .click(let id): ("POST", "element/\(id)/click")
        case .clear(let id): ("POST", "element/\(id)/clear")
        case .type(let id): ("POST", "element/\(id)/value")
        case .text(let id): ("GET", "element/\(id)/text")
        case .property(let name, let id): ("GET", "element/\(id)/property/\(name)")
        case .log: ("POST", "se/log")
        case .develop: ("POST", "goog/cdp/execute")
        }
    }

    private static func call(
        _ port: Int, _ method: String, _ path: String, _ body: JSONValue? = nil
    ) async throws -> JSONValue {
        let answer = try await DriverConnection.exchange(
            port: port, method: method, path: path, body: try body.map { try JSONEncoder().encode($0) })
        let value = try JSONDecoder().decode([String: JSONValue].self, from: answer)["value"] ?? .null
        try WebDriver.Refusal.check(value)
        return value
    }
}
