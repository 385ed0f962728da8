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
            let room = 40 * 1_000_000 / 2
            // Those that began first are given up by the server where the last begin half a minute later: then once more.
            try waitForOthers {
                uploads.forEach { $0.kill() }
                uploads = try (0..<40).map { _ in
                    try StartedProgram(
                        "/usr/bin/openssl", ["s_client", "-connect", "127.0.0.1:\(server.port)", "-quiet", "-ign_eof"],
                        errors: .dropped, hasInput: true)
                }
                for upload in uploads { try upload.write(Array((head + body).utf8)) }
                let end = Date(timeIntervalSinceNow: 5)
                while Date() < end {
                    if try server.residentBytes() > before + room { return true }
                    Thread.sleep(forTimeInterval: 0.05)
                }
                return false
            }
            uploads.forEach { $0.kill() }
            try waitForOthers { try server.residentBytes() < before + room / 2 }
        }
    }
}
