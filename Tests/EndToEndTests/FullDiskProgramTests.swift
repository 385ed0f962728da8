import Foundation
import Shell
import TestPrograms
import Testing
import Transport

@testable import hikari

/// The built program on a disk that another one fills, and on one that fails.
@Suite struct FullDiskProgramTests {
    @Test(.enabled(if: SmallDisk.isPossible, "only root can make a small disk"))
    func `On a full disk people sign in and out and start forwarding, and saves come back with the room`() async throws
    {
        try await onOwnThread {
            let disk = try SmallDisk(mebibytes: 40)
            let server = try WatchedServer(
                data: disk.path + "/data", environment: ["HIKARI_DISK_RESERVE_MIB": "4"])
            let browser = RunningBrowser(server.program)
            try browser.signInForTheFirstTime(server.program.data)
            #expect(try server.health().hasPrefix("HTTP/1.1 200"))
            #expect(try browser.save("09012345678").status == 303)
            try disk.fill()
            #expect(try saveUntilRefused(browser) == 503)
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
            try server.waitForHealth("\r\n\r\nok\n")
            #expect(try browser.get("/bulk-forwarding").body.contains("090-8765-4321"))
            #expect(server.program.terminate() == 0)
        }
    }

    /// The log of the database has some room left when the disk has none.
    private func saveUntilRefused(_ browser: RunningBrowser) throws -> Int {
        for turn in 0..<1000 {
            let status = try browser.save("0901234\(1000 + turn)").status
            if status != 303 { return status }
        }
        return 303
    }

    @Test(.enabled(if: FailingDisk.isPossible, "nothing compiles C here, or nothing is preloaded"))
    func
        `On a disk that fails nobody is told that something was saved, signing out holds, and the operator hears of it`()
        async throws
    {
        try await onOwnThread {
            let disk = try FailingDisk()
            let data = BuiltProgram.newFolder()
            defer { try? FileManager.default.removeItem(atPath: data) }
            let server = try WatchedServer(data: data, environment: disk.environment, ownsData: false)
            let browser = RunningBrowser(server.program)
            try browser.signInForTheFirstTime(data)
            let other = RunningBrowser(server.program)
            try other.get("/login")
            #expect(try other.signIn("hikari7days").location == "/services")
            #expect(try browser.save("09012345678").status == 303)
            disk.fails(true)
            let failed = try browser.save("09087654321")
            #expect(failed.status == 500 && failed.body.contains("設定されたかどうかは、まだわかりません"))
            try server.waitForHealth("HTTP/1.1 503")
            #expect(try server.health().contains("saving fails since"))
            #expect(try server.health().contains("disk I/O error"))
            #expect(try browser.get("/bulk-forwarding").body.contains("090-1234-5678"))
            try other.get("/services")
            #expect(try other.post("/logout", [:]).location == "/login?signed-out=1")
            #expect(try other.get("/services").location?.hasPrefix("/login") == true)
            #expect(try endedSessions(data) == 1)
            disk.fails(false)
            #expect(try browser.save("09011112222").status == 303)
            try server.waitForHealth("\r\n\r\nok\n")
            server.program.kill()
            let again = try WatchedServer(data: data, ownsData: false)
            (browser.server, other.server) = (again.program, again.program)
            #expect(try browser.get("/bulk-forwarding").body.contains("090-1111-2222"))
            #expect(try other.get("/services").location?.hasPrefix("/login") == true)
        }
    }

    /// How many the server keeps outside the database.
    private func endedSessions(_ data: String) throws -> Int {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: data + "/ended-sessions")))
        return stride(from: 0, to: bytes.count, by: 32).count { place in bytes[place..<place + 32].contains { $0 != 0 }
        }
    }

    @Test
    func `AUTH-10 the file of sessions that have ended is written over in its place, and tells when it was too small`()
        async throws
    {
        let folder = BuiltProgram.newFolder()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let queue = try WorkQueue(name: "files", threads: 1, capacity: 8)
        defer { queue.stop() }
        let file = EndedSessionFile(inData: folder, queue)
        #expect(file.content() == .sessions([]))
        let size = try #require(FileManager.default.contents(atPath: file.path)?.count)
        let sessions = (1...3).map { [UInt8](repeating: $0, count: 32) }
        await file.keep(sessions)
        #expect(file.content() == .sessions(sessions))
        #expect(FileManager.default.contents(atPath: file.path)?.count == size)
        await file.keep([])
        #expect(file.content() == .sessions([]))
        await file.keep((0...2048).map { [UInt8($0 >> 8), UInt8($0 & 255)] + [UInt8](repeating: 1, count: 30) })
        #expect(file.content() == .everything)
        try Data("short".utf8).write(to: URL(fileURLWithPath: file.path))
        #expect(file.content() == .everything)
    }
}
