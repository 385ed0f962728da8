import Foundation
import HTTP
import SQLite
import TestPrograms
import Testing

@testable import hikari

/// The built program with the listeners for call servers.
@Suite struct CallServerTests {
    private static let token = String(repeating: "0123456789abcdef", count: 2)

    @Test func `IVR-8 Asterisk hands a call over, and a temporary password is set`() async throws {
        try await onOwnThread {
            let server = try CallServer()
            let socket = try TestSocket(server.telephonePort)
            socket.send("agi_network: yes\nagi_callerid: 0312340002\nagi_callingpres: 0\nagi_extension: 0363044747\n\n")
            var keys = Array("11357246813572468")
            var heard: [String] = []
            while let line = socket.line() {
                let words = line.split(separator: " ")
                switch words.first {
                case "WAIT": socket.send("200 result=\(keys.removeFirst().asciiValue ?? 0)\n")
                case "STREAM":
                    heard.append(String(words[2]))
                    socket.send("200 result=0 endpos=8000\n")
                default: socket.send("200 result=0\n")
                }
            }
            let names = ["choose-unit", "enter-password-of-line", "enter-again", "completed-for-line"]
            #expect(heard == names.map { "hikari/east/\($0)" })
            #expect(try server.unit() == "line")
        }
    }

    @Test func `IVR-8 another call server sets one with JSON, and without the token gets nothing`() async throws {
        try await onOwnThread {
            let server = try CallServer()
            let new = #"{"from":"0312340002","to":"0664806430"}"#
            let refused = try server.post("/telephone-menu/calls", new, token: "wrong")
            #expect(refused.hasPrefix("HTTP/1.1 401"))
            let begun = try server.post("/telephone-menu/calls", new, token: Self.token)
            #expect(begun.hasPrefix("HTTP/1.1 201"))
            let id = try #require(begun.components(separatedBy: #""call":""#).last?.prefix(32))
            let keys = #"{"call":"\#(id)","keys":"20312340001#1357246813572468"}"#
            let done = try server.post("/telephone-menu/input", keys, token: Self.token)
            #expect(done.contains("0312340001番の仮パスワードの設定が完了しました。"))
            #expect(try server.unit() == "number")
        }
    }

    @Test func `the operator's listener tells that the site is well, and is not the site`() async throws {
        try await onOwnThread {
            let server = try CallServer()
            let health = try server.get("/healthz")
            #expect(health.hasPrefix("HTTP/1.1 200"))
            #expect(health.contains("\r\n\r\nok\n"))
            #expect(try server.get("/login").hasPrefix("HTTP/1.1 404"))
            #expect(try server.get("/login").hasSuffix(#"{"error":"not found"}"#))
            #expect(try server.get("/telephone-menu/calls").hasPrefix("HTTP/1.1 405"))
        }
    }

    @Test(arguments: [
        (["HIKARI_OPERATOR_LISTEN": "0.0.0.0:0"], "operator.token-file must be set"),
        (["HIKARI_TELEPHONE_MENU_FASTAGI_LISTEN": "0.0.0.0:0"], "fastagi-peers must name"),
        (
            ["HIKARI_EXCHANGE_ADAPTER": "interface", "HIKARI_ORDERING_LISTEN": "127.0.0.1:0"],
            "operator.listen and operator.token-file must be set"
        ),
        (["HIKARI_OPERATOR_TOKEN_FILE": "/nonexistent"], "operator.token-file: cannot read the file /nonexistent"),
        (["HIKARI_TELEPHONE_MENU_FASTAGI_PEERS": "asterisk.example.jp"], "must be numeric addresses"),
        (["HIKARI_TELEPHONE_MENU_FASTAGI_CALLER": "callerid"], "must be the name of a variable"),
        (["HIKARI_TELEPHONE_MENU_FASTAGI_SOUNDS": "a b"], "must be a folder"),
    ])
    func `what would let strangers set passwords does not start`(settings: [String: String], reason: String)
        async throws
    {
        try await onOwnThread {
            let data = BuiltProgram.newFolder()
            defer { try? FileManager.default.removeItem(atPath: data) }
            let environment = settings.merging(["HIKARI_LISTEN": "127.0.0.1:0"]) { one, _ in one }
            let result = try BuiltProgram.run(["serve", "--data", data], environment: environment)
            #expect(result.status == 1)
            #expect(result.error.contains(reason))
            #expect(result.error.split(separator: "\n").count == 1)
        }
    }

    @Test(arguments: [
        ("short", 0o600, "must hold one line"), (token, 0o644, "others can read the file"), (token, 0o640, "chmod 600"),
    ])
    func `a token that is none, or no secret, is refused`(text: String, mode: Int, reason: String) async throws {
        try await onOwnThread {
            let data = BuiltProgram.newFolder()
            defer { try? FileManager.default.removeItem(atPath: data) }
            let file = try CallServer.write(text, mode: mode, in: data)
            let result = try BuiltProgram.run(
                ["serve", "--data", data],
                environment: ["HIKARI_LISTEN": "127.0.0.1:0", "HIKARI_OPERATOR_TOKEN_FILE": file])
            #expect(result.status == 1)
            #expect(result.error.contains(reason) && result.error.hasPrefix("hikari: operator.token-file: "))
            #expect(result.error.split(separator: "\n").count == 1)
            let other = try BuiltProgram.run(
                ["serve", "--data", data],
                environment: [
                    "HIKARI_LISTEN": "127.0.0.1:0", "HIKARI_TELEPHONE_MENU_FASTAGI_LISTEN": "127.0.0.1:0",
                    "HIKARI_TELEPHONE_MENU_FASTAGI_SECRET_FILE": file,
                ])
            #expect(other.status == 1)
            #expect(
                other.error.hasPrefix("hikari: telephone-menu.fastagi-secret-file: ") && other.error.contains(reason))
            #expect(!result.error.contains(text) || text == "short")
        }
    }

    @Test func `the operator's listener answers its own names only`() async throws {
        try await onOwnThread {
            let server = try CallServer()
            for host in ["localhost", "127.0.0.1:1", "[::1]", "calls.example", "calls.internal:8444"] {
                #expect(try server.get("/healthz", host: host).hasPrefix("HTTP/1.1 200"))
            }
            for host in ["rebound.example", "192.0.2.1"] {
                let reply = try server.get("/healthz", host: host)
                #expect(reply.hasPrefix("HTTP/1.1 421") && !reply.contains("ok\n"))
            }
        }
    }

    @Test func `the prompts are listed for the script that makes them`() async throws {
        let call = try CommandCall()
        let lines = await call.run(["telephone-menu", "prompts"])
        #expect(lines.status == 0)
        #expect(lines.output.count == 152)
        #expect(lines.output.contains("east/forwarding-busy  …番号にかけた方には、話中音が流れます。"))
        #expect(lines.output.contains("west/completed  …番の仮パスワードの設定が完了しました。ご利用ありがとうございました。"))
        let json = await call.run(["telephone-menu", "prompts", "--json"])
        #expect(json.output.count == 1)
        #expect(json.output[0].contains(#""reading":"仮パスワードを設定する電話番号を市外局番から入力し、最後にシャープを押してください。""#))
    }
}
