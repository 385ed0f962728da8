import Foundation
import TestPrograms
import Testing

@testable import hikari

/// The built program with Asterisk's port: forwarding by telephone (FWD-12), and what is left of it when the program is killed.
@Suite struct TelephoneForwardingProgramTests {
    private static let environment = ["HIKARI_TELEPHONE_MENU_FASTAGI_LISTEN": "127.0.0.1:0"]

    /// A site whose contract has a destination and has registered a mobile; the browser is signed in.
    private func site() throws -> (program: RunningProgram, browser: RunningBrowser, port: UInt16) {
        let data = BuiltProgram.newFolder()
        let add = ["contract", "add", "--data", data, "--number", "0312340001", "--service", "bulk-forwarding"]
        try #require(try BuiltProgram.run(add).status == 0)
        let program = try RunningProgram("serve", data: data, environment: Self.environment, ownsData: false)
        let port = try program.port(inLine: "calls from Asterisk")
        let browser = RunningBrowser(program)
        try browser.signInForTheFirstTime(data)
        #expect(try browser.save("09011112222").status == 303)
        try browser.get("/bulk-forwarding/telephone")
        let typed = ["callers": "09012345678", "pin": "739164", "pinAgain": "739164", "version": "0"]
        let check = try browser.post("/bulk-forwarding/telephone", typed)
        let confirmation = [
            "callers": "09012345678", "version": "0", "sealed": browser.value("sealed", of: check) ?? "",
            "currentPassword": "hikari7days",
        ]
        #expect(try browser.post("/bulk-forwarding/telephone/confirmation", confirmation).status == 303)
        return (program, browser, port)
    }

    /// A call at Asterisk's side: keys are pressed when the menu waits for one. What was played, as file names.
    private func call(_ port: UInt16, _ keys: String, killing program: RunningProgram? = nil) throws -> [String] {
        let socket = try TestSocket(port)
        socket.send("agi_network: yes\nagi_callerid: 09012345678\nagi_callingpres: 0\nagi_extension: 0363044747\n\n")
        var keys = Array(keys)
        var heard: [String] = []
        while let line = socket.line() {
            let words = line.split(separator: " ")
            switch words.first {
            case "WAIT" where keys.isEmpty:
                program?.kill()
                socket.send("HANGUP\n")
                return heard
            case "WAIT": socket.send("200 result=\(keys.removeFirst().asciiValue ?? 0)\n")
            case "STREAM":
                heard.append(String(words[2].split(separator: "/").last ?? ""))
                socket.send("200 result=0 endpos=8000\n")
            case "SAY":
                heard.append(String(words[2]))
                socket.send("200 result=0\n")
            default: socket.send("200 result=0\n")
            }
        }
        return heard
    }

    @Test func `FWD-12 a registered mobile starts and stops forwarding at Asterisk, and the site says who has`()
        async throws
    {
        try await onOwnThread {
            let (program, browser, port) = try site()
            defer { try? FileManager.default.removeItem(atPath: program.data) }
            let heard = try call(port, "739164#1")
            let standing = ["09011112222", "forwarding-to", "count-1", "forwarding-numbers"]
            #expect(
                heard == ["forwarding-greeting", "passwords-from-line", "enter-pin", "forwarding-is-off"] + standing + [
                    "forwarding-start", "forwarding-started",
                ])
            #expect(try browser.get("/services").body.contains("電話（090-1234-5678）"))
            #expect(try call(port, "739164#3").suffix(2) == ["forwarding-stop", "forwarding-stopped"])
            #expect(try !browser.get("/services").body.contains("一括転送中です"))
            #expect(program.terminate() == 0)
        }
    }

    @Test func `FWD-12 a program that is killed in the middle of a call has done all of it or nothing, and counts on`()
        async throws
    {
        try await onOwnThread {
            let (first, browser, port) = try site()
            defer { try? FileManager.default.removeItem(atPath: first.data) }
            // Two misses are counted, and the choice is never made.
            let heard = try call(port, "739165#739164#", killing: first)
            #expect(heard.last == "forwarding-start")
            let second = try RunningProgram(
                "serve", data: first.data, environment: Self.environment, ownsData: false)
            browser.server = second
            #expect(try !browser.get("/services").body.contains("一括転送中です"))
            let next = try second.port(inLine: "calls from Asterisk")
            _ = try call(next, "739165#739146#", killing: second)
            let third = try RunningProgram("serve", data: first.data, environment: Self.environment, ownsData: false)
            let shown = try BuiltProgram.run(["telephone-pin", "show", "0312340001", "--data", first.data])
            #expect(shown.output.contains("2 wrong entries in a row"))
            // What was said to be started is.
            let last = try third.port(inLine: "calls from Asterisk")
            #expect(try call(last, "739164#1").last == "forwarding-started")
            third.kill()
            let fourth = try RunningProgram("serve", data: first.data, environment: Self.environment, ownsData: false)
            browser.server = fourth
            #expect(try browser.get("/services").body.contains("電話（090-1234-5678）"))
            fourth.kill()
        }
    }
}
