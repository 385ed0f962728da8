import Foundation
import Glibc
import Synchronization
import TestPrograms

/// Firefox's own wire, which needs no driver beside the browser: messages `LENGTH:JSON` over TCP, one answer each.
/// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
final class MarionetteWire: DriverWire {
    private let connection: Int32
    private let lastID = Mutex(0)

    init(port: Int, capabilities: JSONValue) async throws {
        connection = try await onOwnThread {
            let connection = try DriverConnection.connect(port)
            // It introduces itself first.
            _ = try MarionetteWire.read(connection)
            return connection
        }
        _ = try await call("WebDriver:NewSession", capabilities)
    }

    deinit { close(connection) }

    func send(_ command: DriverCommand, _ parameters: JSONValue) async throws -> JSONValue {
        let (name, more) = try MarionetteWire.message(command)
        var members = more
        if case .object(let given) = parameters { members.merge(given) { $1 } }
        let answer = try await call(name, .object(members))
        return answer["value"] ?? answer
    }

    func end() async {
        _ = try? await call("Marionette:Quit", ["flags": ["eForceQuit"]])
    }

    private static func message(_ command: DriverCommand) throws -> (String, [String: JSONValue]) {
        switch command {
        case .open: ("WebDriver:Navigate", [:])
        case .title: ("WebDriver:GetTitle", [:])
        case .address: ("WebDriver:GetCurrentURL", [:])
        case .back: ("WebDriver:Back", [:])
        case .reload: ("WebDriver:Refresh", [:])
        case .timeouts: ("WebDriver:SetTimeouts", [:])
        case .elements: ("WebDriver:FindElements", [:])
        case .execute: ("WebDriver:ExecuteScript", [:])
        case .executeWaiting: ("WebDriver:ExecuteAsyncScript", [:])
        case .actions: ("WebDriver:PerformActions", [:])
        case .click(let id): ("WebDriver:ElementClick", ["id": .text(id)])
        case .clear(let id): ("WebDriver:ElementClear", ["id": .text(id)])
        case .type(let id): ("WebDriver:ElementSendKeys", ["id": .text(id)])
        case .text(let id): ("WebDriver:GetElementText", ["id": .text(id)])
        case .property(let name, let id):
            ("WebDriver:GetElementProperty", ["id": .text(id), "name": .text(name)])
        case .log, .develop:
            throw WebDriver.Refusal(error: "unknown command", message: "only chromedriver has it")
        }
    }

    private func call(_ name: String, _ parameters: JSONValue) async throws -> JSONValue {
        let id = lastID.withLock { id in
            id += 1
            return id
        }
        let message = try JSONEncoder().encode(
            JSONValue.list([0, .number(Double(id)), .text(name), parameters]))
        let answer = try await onOwnThread { [connection] in
            try DriverConnection.send(Data("\(message.count):".utf8) + message, connection)
            return try MarionetteWire.read(connection)
        }
        // [1, id, error or null, result]
        let parts = try JSONDecoder().decode(JSONValue.self, from: answer).list
        guard parts.count == 4 else { throw DriverConnection.Fault(description: "Firefox answered out of turn") }
        try WebDriver.Refusal.check(parts[2])
        return parts[3]
    }

    private static func read(_ connection: Int32) throws -> Data {
        var length = 0
        while true {
            let byte = try read(1, connection)[0]
            if byte == UInt8(ascii: ":") { break }
            length = length * 10 + Int(byte) - Int(UInt8(ascii: "0"))
        }
        return try read(length, connection)
    }

    private static func read(_ count: Int, _ connection: Int32) throws -> Data {
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65536)
        while bytes.count < count {
            let got = Glibc.read(connection, &part, min(part.count, count - bytes.count))
            guard got > 0 else { throw DriverConnection.Fault(description: "Firefox has closed the connection") }
            bytes += part[..<got]
        }
        return Data(bytes)
    }
}
