import Foundation
import TestPrograms
import Testing

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
}
