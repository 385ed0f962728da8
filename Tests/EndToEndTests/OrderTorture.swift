import Encodings
import Foundation
import SQLite
@testable import Shell
import Synchronization
@testable import Telephony
import TestPrograms
import TestSite
import Testing

@testable import hikari

/// A house that is killed while Smart PBX and telephone numbers are ordered in it and the simulated exchange builds what was ordered before.
final class OrderTorture: Sendable {
    private let data = BuiltProgram.newFolder()
    private let sink: MailSink
    /// Of the one employee who orders; the database knows its hash.
    private let token = SessionToken(random: { [UInt8](repeating: 7, count: $0) })
    /// The applications that all others are copies of.
    private let models: [(path: String, draft: Int)]
    /// Orders that somebody has read 完了 of, with the address that their mails go to.
    private let acknowledged = Mutex<[String: String]>([:])
    private let sent = Mutex(0)
    /// To whom mails have come, and how many, those that came twice included.
    private let told = Mutex((people: 0, mails: 0))
    private let numbersGiven = Mutex(0)

    private static let people = 4
    private static let newContract = "/smart-pbx/orders/new"
    private static let moreNumbers = "/ip-voice/orders/immediate/numbers"
    private static let voiceContract = "N200000001"
    private static let base = "0312345000"
    /// Of each order of them.
    private static let numbers = 3
    private static let blockSize = 9_000

    init() throws {
        sink = try MailSink(delay: 0.01)
        try DataFolder(data).openDatabase().close()
        try Self.addCompany(data, token)
        for line in [
            "ordering block add 03 0312345001 \(Self.blockSize)",
            "ordering voice add \(Self.voiceContract) --company 見本 --group VG00000001 --type universal-one --base \(Self.base)",
        ] { #expect(try Self.run(line, data).status == 0) }
        let server = try Self.start(data, sink)
        let browser = RunningBrowser(server, cookies: ["__Host-order-session": token.text])
        browser.port = try Self.port(of: server)
        models = try Self.applications.map { path, contract, forms in
            (path, try Self.apply(path, contract, forms, browser))
        }
        server.kill()
    }

    func end() {
        sink.close()
        try? FileManager.default.removeItem(atPath: data)
    }

    var summary: String {
        let (orders, told) = (acknowledged.withLock { $0.count }, told.withLock { $0 })
        return "torture: \(orders) orders acknowledged, built and told of by two mails each; "
            + "\(numbersGiven.withLock { $0 }) telephone numbers given, each once; "
            + "mails to \(told.people) applicants, \(told.mails) with those that came twice"
    }

    /// One life of the server.
    func round(_ milliseconds: Int) throws {
        let server = try Self.start(data, sink)
        let port = try Self.port(of: server)
        let browsers = (1...Self.people).map { _ in Person(browser(on: server, port)) }
        let isOver = Mutex(false)
        let group = DispatchGroup()
        for person in browsers {
            group.enter()
            Thread.detachNewThread { [self] in
                while !isOver.withLock({ $0 }) {
                    // The server has gone in the middle of it.
                    do { try order(person.browser) } catch { break }
                }
                group.leave()
            }
        }
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
        server.kill()
        isOver.withLock { $0 = true }
        group.wait()
        #expect(try Self.run("exchange check", data).status == 0, "killed after \(milliseconds) ms")
    }

    /// Every order that was acknowledged is built, and its mails have come; every other one too, if it is there at all.
    func check() throws {
        let server = try Self.start(data, sink)
        let acknowledged = acknowledged.withLock { $0 }
        var mails: [String: Set<String>] = [:]
        var read = 0
        // Thousands of mails come in: each is looked at once.
        func readMails() {
            let taken = sink.taken
            for mail in taken[read...] { mails[mail.recipient, default: []].insert(mail.messageID) }
            read = taken.count
        }
        try waitForOthers {
            readMails()
            return acknowledged.values.allSatisfy { mails[$0]?.count == 2 }
        }
        // One that nobody has read 完了 of is there all the same, and may still be under way.
        try waitForOthers {
            let orders = try Self.run("ordering orders --json", data).output
            return !["acknowledged", "inProgress"].contains { orders.contains("\"state\":\"\($0)\"") }
        }
        let built = try Self.run("ordering orders --state completed --json", data).output
        #expect(acknowledged.keys.filter { !built.contains($0) } == [])
        #expect(try Self.run("exchange check", data).status == 0)
        for number in acknowledged.keys.prefix(2) {
            let whole = try Self.run("ordering orders \(number)", data)
            #expect(whole.status == 0 && whole.output.contains("  completed  exchange"), "\(whole.output)")
        }
        try checkNumbers(completed: built.components(separatedBy: "\"addNumbers\"").count - 1)
        #expect(mails.values.allSatisfy { $0.count <= 2 })
        #expect(server.terminate() == 0)
        told.withLock { $0 = (mails.count, read) }
    }

    /// Every number of the block stands one way, and those that are in use were ordered.
    private func checkNumbers(completed orders: Int) throws {
        let tally = try JSONDecoder().decode(
            [BlockTally].self, from: Data(try Self.run("ordering block list --json", data).output.utf8))
        let block = try #require(tally.first)
        #expect(block.free + block.held + block.reserved + block.given + block.quarantined == Self.blockSize)
        #expect(block.held == 0 && block.given == orders * Self.numbers)
        numbersGiven.withLock { $0 = block.given }
    }

    private struct BlockTally: Decodable {
        let free: Int
        let held: Int
        let reserved: Int
        let given: Int
        let quarantined: Int
    }

    // MARK: Work

    private func order(_ browser: RunningBrowser) throws {
        let number = sent.withLock { sent in
            sent += 1
            return sent
        }
        let mail = "user\(number)@example.jp"
        let model = models[number % models.count]
        let draft = try copy(of: model.draft, for: mail)
        try browser.get("\(model.path)/check?draft=\(draft)")
        let reply = try browser.post("\(model.path)/check", ["draft": "\(draft)", "version": "1"])
        guard reply.status == 303, let order = reply.location?.components(separatedBy: "order=").last else {
            throw StartedProgram.Failure(description: "申し込む was answered with \(reply.status)")
        }
        acknowledged.withLock { $0[order] = mail }
    }

    private func copy(of model: Int, for mail: String) throws -> Int {
        let database = try DataFolder(data).openDatabase()
        defer { database.close() }
        return try database.writeAndWait { database in
            try database.run(
                """
                INSERT INTO order_draft (company_id, account, service, kind, answers, version, begun_at, changed_at, contract)
                SELECT company_id, account, service, kind, replace(answers, 'model@example.jp', ?2), 1, begun_at, changed_at,
                    contract
                FROM order_draft WHERE id = ?1
                """, model, mail)
            return try database.first("SELECT max(id) FROM order_draft") { $0.integer(0) } ?? 0
        }
    }

    private static let contact = [
        "contact-company": "見本", "contact-person": "見本", "contact-telephone": "0312345678",
        "contact-mail": "model@example.jp",
    ]
    private static let billing = [
        "technical-same": "yes", "billing-postalCode": "1000001", "billing-prefecture": "13", "billing-city": "見本",
        "billing-addressee": "見本", "billing-customerKind": "corporation",
    ]
    /// Where they begin, of which contract, and what is typed page by page.
    private static let applications: [(path: String, contract: String?, forms: [[String: String]])] = [
        (
            newContract, nil,
            [
                ["siteDigits": "2", "deviceDigits": "3", "count": "1", "method": "screen"],
                [
                    "act": "next", "addedChannels": "0", "rowCount": "1", "site-0": "22", "device-0": "201",
                    "kind-0": "smartphone",
                ], contact.merging(billing) { $1 },
            ]
        ),
        (
            moreNumbers, voiceContract,
            [
                ["act": "next", "shown": base, "tick-\(base)": "yes"],
                [
                    "act": "next", "rowCount": "1", "codeCount": "0", "base-0": base, "kind-0": "geographic",
                    "count-0": "\(numbers)",
                ], contact,
            ]
        ),
    ]

    private static func apply(
        _ path: String, _ contract: String?, _ forms: [[String: String]], _ browser: RunningBrowser
    ) throws -> Int {
        let agreement = try browser.get("\(path)/agreement" + (contract.map { "?contract=\($0)" } ?? ""))
        var agreed = ["agree": "yes", "seen": browser.value("seen", of: agreement) ?? ""]
        agreed["contract"] = contract
        var place = try browser.post("\(path)/agreement", agreed).location
        for form in forms {
            let page = try browser.get(try #require(place))
            let seen = ["draft", "version"].map { ($0, browser.value($0, of: page) ?? "") }
            let action = String(try #require(place).prefix { $0 != "?" })
            let reply = try browser.post(action, form.merging(seen) { $1 })
            try #require(reply.status == 303, "\(action): \(reply.body)")
            place = reply.location
        }
        return try #require(place?.components(separatedBy: "draft=").last.flatMap { Int($0) })
    }

    // MARK: Beginning

    private static func addCompany(_ data: String, _ token: SessionToken) throws {
        let database = try DataFolder(data).openDatabase()
        defer { database.close() }
        let now = Surroundings().now()
        try database.writeAndWait { database in
            try database.run("INSERT INTO company (id, name, created_at) VALUES (1, '見本', ?1)", now)
            try database.run(
                """
                INSERT INTO account (id, company_id, sign_in_name, mail_address, name, telephone, is_administrator, created_at)
                VALUES (1, 1, 'model@example.jp', 'model@example.jp', '見本', '0312345678', 1, ?1)
                """, now)
            try database.run(
                "INSERT INTO user_group (id, company_id, name, scope, level) VALUES (1, 1, 'all', 'everything', 'edit')"
            )
            try database.run("INSERT INTO user_group_member (account_id, group_id) VALUES (1, 1)")
        }
        try addSession(data, token, account: 1)
    }

    /// Somebody who has signed in to the ordering site.
    static func addSession(_ data: String, _ token: SessionToken, account: Int) throws {
        let database = try DataFolder(data).openDatabase()
        defer { database.close() }
        let now = Surroundings().now()
        try database.writeAndWait { database in
            try database.run(
                """
                INSERT INTO employee_session (id_hash, account_id, step, created_at, seen_at, client)
                VALUES (?1, ?2, 'signedIn', ?3, ?3, '127.0.0.1')
                """, token.hash, account, now)
        }
    }

    private static func port(of server: RunningProgram) throws -> UInt16 {
        try server.port(inLine: "ordering site at")
    }

    private func browser(on server: RunningProgram, _ port: UInt16) -> RunningBrowser {
        let browser = RunningBrowser(server, cookies: ["__Host-order-session": token.text])
        browser.port = port
        return browser
    }

    private static func start(_ data: String, _ sink: MailSink) throws -> RunningProgram {
        try RunningProgram(
            "serve", data: data,
            environment: [
                "HIKARI_MAIL_SERVER": "127.0.0.1:\(sink.port)", "HIKARI_MAIL_SECURITY": "none-on-loopback",
                "HIKARI_MAIL_FROM": "settings@example.jp", "HIKARI_ORDERING_LISTEN": "127.0.0.1:0",
                "HIKARI_EXCHANGE_SECONDS": "0-2", "HIKARI_ORDERING_HOURS": "0-24",
            ], ownsData: false)
    }

    private static func run(_ line: String, _ data: String) throws -> StartedProgram.Ending {
        try BuiltProgram.run(line.split(separator: " ").map(String.init) + ["--data", data])
    }

    /// One browser, used by one thread at a time.
    private final class Person: @unchecked Sendable {
        let browser: RunningBrowser

        init(_ browser: RunningBrowser) { self.browser = browser }
    }
}
