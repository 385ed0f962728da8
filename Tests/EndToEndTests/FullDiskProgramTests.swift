import Foundation
import TestPrograms
import Testing

/// The built program on a disk that another one fills.
@Suite struct FullDiskProgramTests {
    @Test(.enabled(if: SmallDisk.isPossible, "only root can make a small disk"))
    func `On a full disk people sign in and out and start forwarding, and saves come back with the room`() async throws
    {
        try await onOwnThread {
            let disk = try SmallDisk(mebibytes: 40)
            let server = try FullDiskServer(disk)
            let browser = RunningBrowser(server.program)
            try browser.signInForTheFirstTime(server.program.data)
            #expect(try server.health().hasPrefix("HTTP/1.1 200"))
            #expect(try browser.save("09012345678").status == 303)
            try disk.fill()
            #expect(try browser.saveUntilRefused() == 503)
            // Who fills it goes on doing so.
            try disk.fill()
            #expect(try server.health().contains("the disk is full"))
            let check = try BuiltProgram.run(["check", "--data", server.program.data])
            #expect(check.status == 1 && check.output.contains("the disk is full"))
            try browser.turn(on: true)
            #expect(try browser.get("/services").body.contains("一括転送中です"))
            let other = RunningBrowser(server.program)
            try other.get("/login")
            #expect(try other.signIn("hikari7days").location == "/services")
            try other.get("/services")
            #expect(try other.post("/logout", [:]).location == "/login?signed-out=1")
            #expect(try other.get("/services").location?.hasPrefix("/login") == true)
            disk.clear()
            while try browser.save("09087654321").status != 303 {}
            #expect(try server.health().hasPrefix("HTTP/1.1 200"))
            #expect(try browser.get("/bulk-forwarding").body.contains("090-8765-4321"))
            #expect(server.program.terminate() == 0)
        }
    }
}

/// A site on a small disk, with the operator's listener.
private final class FullDiskServer: Sendable {
    let program: RunningProgram
    private let port: UInt16

    init(_ disk: SmallDisk) throws {
        let data = disk.path + "/data"
        let add = ["contract", "add", "--data", data, "--number", "0312340001", "--service", "bulk-forwarding"]
        #expect(try BuiltProgram.run(add).status == 0)
        program = try RunningProgram(
            "serve", data: data,
            environment: ["HIKARI_DISK_RESERVE_MIB": "4", "HIKARI_OPERATOR_LISTEN": "127.0.0.1:0"])
        port = try program.port(inLine: "operator's listener")
    }

    func health() throws -> String {
        let socket = try TestSocket(port)
        socket.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return socket.rest()
    }
}

extension RunningBrowser {
    fileprivate func save(_ destination: String) throws -> Reply {
        let page = try get("/bulk-forwarding").body
        let version = page.components(separatedBy: "name=\"version-0312340001\" value=\"").dropFirst().first?
            .prefix { $0 != "\"" }
        return try post(
            "/bulk-forwarding",
            ["destination-0312340001": destination, "version-0312340001": version.map(String.init) ?? "0"])
    }

    /// The log of the database has some room left when the disk has none.
    fileprivate func saveUntilRefused() throws -> Int {
        for turn in 0..<1000 {
            let status = try save("0901234\(1000 + turn)").status
            if status != 303 { return status }
        }
        return 303
    }

    fileprivate func turn(on: Bool) throws {
        let page = try get("/bulk-forwarding/service").body
        let version = page.components(separatedBy: "name=\"version\" value=\"").dropFirst().first?.prefix { $0 != "\"" }
        let reply = try post(
            "/bulk-forwarding/service", ["action": on ? "start" : "stop", "version": version.map(String.init) ?? "0"])
        #expect(reply.status == 303)
    }
}
