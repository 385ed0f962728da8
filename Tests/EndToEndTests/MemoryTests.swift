import Foundation
import TestPrograms
import Testing

@Suite struct MemoryTests {
    @Test func `memory that a few large uploads have taken is given back when they are gone`() async throws {
        try await onOwnThread {
            let server = try RunningProgram("demo")
            let browser = RunningBrowser(server)
            try browser.signInForTheFirstTime(server.data)
            let body = String(repeating: "x", count: 1_000_000)
            let head = """
                POST /bulk-forwarding/import HTTP/1.1\r
                Host: localhost:\(server.port)\r
                \(browser.cookieField)\r
                Content-Type: multipart/form-data; boundary=b\r
                Content-Length: \(body.utf8.count + 1)\r
                \r

                """
            let before = try server.residentBytes()
            var uploads: [StartedProgram] = []
            for _ in 0..<40 {
                let upload = try StartedProgram(
                    "/usr/bin/openssl", ["s_client", "-connect", "127.0.0.1:\(server.port)", "-quiet", "-ign_eof"],
                    errors: .dropped, hasInput: true)
                try upload.write(Array((head + body).utf8))
                uploads.append(upload)
            }
            let room = 40 * 1_000_000 / 2
            try waitForOthers { try server.residentBytes() > before + room }
            uploads.forEach { $0.kill() }
            try waitForOthers { try server.residentBytes() < before + room / 2 }
        }
    }
}
