import Foundation
import TestPrograms
import Testing

/// The least browser there is, for one server: keeps cookies and sends the token of the last page with each form.
final class RunningBrowser {
    struct Reply {
        let status: Int
        let location: String?
        let body: String
    }

    /// May be changed for another on the same data.
    var server: RunningProgram
    /// Nil: that of the settings site.
    var port: UInt16?
    private(set) var cookies: [String: String]
    private var token = ""

    init(_ server: RunningProgram, cookies: [String: String] = [:]) { (self.server, self.cookies) = (server, cookies) }

    /// The head's line with what it keeps.
    var cookieField: String { "Cookie: " + cookies.map { "\($0)=\($1)" }.joined(separator: "; ") }

    @discardableResult
    func get(_ path: String) throws -> Reply { try send("GET \(path) HTTP/1.1", "", []) }

    @discardableResult
    func post(_ path: String, _ form: [String: String]) throws -> Reply {
        var unreserved = CharacterSet.alphanumerics
        unreserved.insert(charactersIn: "-_")
        var form = form
        form["token"] = token
        let body = form.map { "\($0)=\($1.addingPercentEncoding(withAllowedCharacters: unreserved) ?? "")" }
            .joined(separator: "&")
        return try send("POST \(path) HTTP/1.1", body, ["Content-Type: application/x-www-form-urlencoded"])
    }

    /// Posts a file in the control `file`.
    @discardableResult
    func upload(_ path: String, _ text: String) throws -> Reply {
        let body = """
            --b\r
            Content-Disposition: form-data; name="token"\r
            \r
            \(token)\r
            --b\r
            Content-Disposition: form-data; name="file"; filename="file.csv"\r
            Content-Type: text/csv\r
            \r
            \(text)\r
            --b--\r

            """
        return try send("POST \(path) HTTP/1.1", body, ["Content-Type: multipart/form-data; boundary=b"])
    }

    private func send(_ line: String, _ body: String, _ fields: [String]) throws -> Reply {
        let port = port.map { "\($0)" } ?? server.port
        let head = [line, "Host: localhost:\(port)", "Connection: close", cookieField] + fields
        let length = body.isEmpty && line.hasPrefix("GET") ? [] : ["Content-Length: \(body.utf8.count)"]
        let text = (head + length).joined(separator: "\r\n") + "\r\n\r\n" + body
        // Not required by the test: the server may be gone on purpose.
        guard let reply = try server.exchange(text, port: port) else {
            throw StartedProgram.Failure(description: "\(line): no answer")
        }
        return try read(reply)
    }

    private func read(_ text: String) throws -> Reply {
        let parts = text.components(separatedBy: "\r\n\r\n")
        let lines = parts[0].components(separatedBy: "\r\n")
        let body = parts.dropFirst().joined(separator: "\r\n\r\n")
        var location: String?
        for line in lines.dropFirst() {
            let field = line.components(separatedBy: ": ")
            if field[0].lowercased() == "location" { location = field[1] }
            guard field[0].lowercased() == "set-cookie" else { continue }
            let pair = field[1].components(separatedBy: ";")[0].components(separatedBy: "=")
            cookies[pair[0]] = pair[1]
        }
        if let value = body.components(separatedBy: "name=\"token\" value=\"").dropFirst().first {
            token = value.components(separatedBy: "\"")[0]
        }
        // The page that answers a form.
        if let location, location.hasPrefix("/answer?") { return try get(location) }
        guard let status = lines[0].split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw StartedProgram.Failure(description: "no status line: \(lines[0])")
        }
        return Reply(status: status, location: location, body: body)
    }
}

extension RunningBrowser {
    /// From a temporary password by telephone, over the forced change, to a sign-in without one-time passwords.
    func signInForTheFirstTime(_ data: String, number: String = "0312340001") throws {
        let keys = ["dial", "--data", data, "--from", number, "--keys", "1,13572468,13572468"]
        #expect(try BuiltProgram.run(keys).status == 0)
        try get("/login")
        #expect(try signIn("13572468", number: number).location == "/password")
        try get("/password")
        let change = ["currentPassword": "13572468", "newPassword": "hikari7days", "confirmation": "hikari7days"]
        #expect(try post("/password", change).location == "/one-time-password/choice")
        try get("/one-time-password/choice")
        #expect(try post("/one-time-password/choice", ["use": "no"]).location == "/one-time-password/consent")
        try get("/one-time-password/consent")
        #expect(try post("/one-time-password/consent", [:]).location == "/services")
    }

    func signIn(_ password: String, number: String = "0312340001") throws -> Reply {
        var reply = try post("/login", ["telephoneNumber": number, "password": password, "next": ""])
        // On a loaded machine hashes stand in a queue, and people with them (AUTH-16).
        while reply.location == "/login/waiting" || reply.body.contains("順番を確かめる") {
            Thread.sleep(forTimeInterval: 0.25)
            reply = try get("/login/waiting")
        }
        return reply
    }
}
