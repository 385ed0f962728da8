import Foundation
import TestPrograms
import Testing

/// A site with one contract and the operator's listener.
final class WatchedServer: Sendable {
    let program: RunningProgram
    private let port: UInt16

    /// Returns when it listens; the contract is made if there is no data yet.
    init(
        data: String = BuiltProgram.newFolder(), environment: [String: String] = [:], ownsData: Bool = true
    ) throws {
        if !FileManager.default.fileExists(atPath: data) {
            let add = ["contract", "add", "--data", data, "--number", "0312340001", "--service", "bulk-forwarding"]
            #expect(try BuiltProgram.run(add).status == 0)
        }
        var environment = environment
        environment["HIKARI_OPERATOR_LISTEN"] = "127.0.0.1:0"
        program = try RunningProgram("serve", data: data, environment: environment, ownsData: ownsData)
        port = try program.port(inLine: "operator's listener")
    }

    /// The whole answer.
    func health() throws -> String {
        let socket = try TestSocket(port)
        socket.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return socket.rest()
    }

    /// Returns when the answer holds these words.
    func waitForHealth(_ words: String) throws {
        try waitForOthers(
            until: { try health().contains(words) },
            otherwise: "the site's health did not become \"\(words)\" but: \(health())")
    }
}

extension RunningBrowser {
    /// Saves a destination of the contract's own number, over whatever is there.
    func save(_ destination: String) throws -> Reply {
        let version = value("version-0312340001", of: try get("/bulk-forwarding"))
        return try post(
            "/bulk-forwarding", ["destination-0312340001": destination, "version-0312340001": version ?? "0"])
    }

    /// Starts or stops forwarding.
    func turn(on: Bool) throws {
        let version = value("version", of: try get("/bulk-forwarding/service"))
        let form = ["action": on ? "start" : "stop", "version": version ?? "0"]
        #expect(try post("/bulk-forwarding/service", form).status == 303)
    }

    /// Of the hidden control of that name.
    func value(_ name: String, of page: Reply) -> String? {
        page.body.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first
            .map { String($0.prefix { $0 != "\"" }) }
    }
}
