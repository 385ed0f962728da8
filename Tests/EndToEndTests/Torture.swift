import Foundation
import SQLite
@testable import Shell
import Synchronization
@testable import Telephony
import TestPrograms
import TestSite
import Testing

@testable import hikari

/// A site that is killed while numbers are saved on it over and over, in four ways.
final class Torture: Sendable {
    private let data = BuiltProgram.newFolder()
    private let sink: MailSink
    private let saves: Counter
    private let files: Counter
    private let units: Counter
    private let mails: Counter
    private let saver: Person
    private let uploader: Person

    private static let unitNames = ["line", "number", "administrator-and-user"]
    private static let storedUnits = ["line", "number", "administratorAndUser"]

    init() throws {
        sink = try MailSink(delay: 0.01)
        (saves, files, units, mails) = (Counter("saves"), Counter("files"), Counter("units"), Counter("mails"))
        for number in ["0312340001", "0312350001", "0422100001"] {
            try Self.run("contract add --number \(number) --service bulk-forwarding", data)
        }
        // A contract of its own: what is saved in one overtakes the other's preview.
        try Self.run("number add 0312350002 0312350003 --contract 0312350001", data)
        try Self.run("unit set 0422100001 line", data)
        let server = try Self.start(data, sink)
        (saver, uploader) = (Person(server), Person(server))
        try saver.browser.signInForTheFirstTime(data)
        try uploader.browser.signInForTheFirstTime(data, number: "0312350001")
        server.kill()
    }

    func end() {
        sink.close()
        try? FileManager.default.removeItem(atPath: data)
    }

    /// Of what was acknowledged and looked for.
    var summary: String {
        "torture: acknowledged and found: " + [saves, files, units, mails].map(\.words).joined(separator: ", ")
    }

    /// One life of the server; then what the next one shows.
    func round(_ milliseconds: Int, _ name: Comment) throws {
        let server = try Self.start(data, sink)
        try check(server, name)
        let isOver = Mutex(false)
        let group = DispatchGroup()
        for work in [save, upload, setUnit, writeMail] {
            group.enter()
            Thread.detachNewThread {
                while !isOver.withLock({ $0 }) {
                    // The server has gone in the middle of it.
                    do { try work(server) } catch { break }
                }
                group.leave()
            }
        }
        Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
        server.kill()
        isOver.withLock { $0 = true }
        group.wait()
    }

    private func check(_ server: RunningProgram, _ name: Comment) throws {
        (saver.browser.server, uploader.browser.server) = (server, server)
        func number(of source: String, _ person: Person) throws -> Int {
            let file = try person.browser.get("/bulk-forwarding/export.csv").body
            let line = file.components(separatedBy: "\"\(source)\",\"0901").dropFirst().first
            return line.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
        }
        #expect(saves.admits(try number(of: "0312340001", saver)), name)
        let first = try number(of: "0312350002", uploader)
        #expect(files.admits(first), name)
        #expect(try number(of: "0312350003", uploader) == first, name)
        let shown = try Self.run("contract show 0422100001 --json", data)
        let unit = try #require(
            Self.storedUnits.firstIndex { shown.contains("\"authenticationUnit\":\"\($0)\"") })
        #expect(units.admits(modulo: Self.unitNames.count, unit), name)
    }

    /// Every mail that was written has come, under one Message-ID if more than once.
    func checkMails(rounds: Int) throws {
        let server = try Self.start(data, sink)
        let wanted = Set(mails.all.map { "user\($0)@example.jp" })
        try waitForOthers { wanted.isSubset(of: sink.taken.map(\.recipient)) }
        let taken = sink.taken
        #expect(wanted.subtracting(taken.map(\.recipient)).isEmpty)
        #expect(Set(taken.map(\.recipient)).count == Set(taken.map(\.messageID)).count)
        let atATime = OutboxRound.width + OutboxRound.awaitedWidth
        #expect(taken.count - Set(taken.map(\.recipient)).count <= rounds * atATime)
        try check(server, "after the last round")
        #expect(server.terminate() == 0)
    }

    // MARK: Work

    private func save(_ server: RunningProgram) throws {
        saver.browser.server = server
        try saves.next { try saver.browser.save(Self.destination($0)).status == 303 }
    }

    private func upload(_ server: RunningProgram) throws {
        let browser = uploader.browser
        browser.server = server
        try files.next { number in
            let to = Self.destination(number)
            try browser.get("/bulk-forwarding/import")
            let preview = try browser.upload("/bulk-forwarding/import", "0312350002,\(to)\r\n0312350003,\(to)")
            guard let upload = browser.value("upload", of: preview) else { return false }
            let version = browser.value("version", of: preview) ?? ""
            return try browser.post("/bulk-forwarding/import/apply", ["upload": upload, "version": version]).status
                == 303
        }
    }

    /// A command beside the server.
    private func setUnit(_ server: RunningProgram) throws {
        try units.next { number in
            try Self.run("unit set 0422100001 \(Self.unitNames[number % Self.unitNames.count])", data)
            return true
        }
    }

    /// As a feature does in the transaction of its cause.
    private func writeMail(_ server: RunningProgram) throws {
        let database = try DataFolder(data).openDatabase()
        defer { database.close() }
        let now = Surroundings().now()
        try mails.next { number in
            guard let recipient = MailAddress("user\(number)@example.jp") else { return false }
            try database.writeAndWait { database in
                let mail = Mail(kind: "test", to: recipient, subject: "mail \(number)", body: "body\n")
                try OutboxStore.add(mail, of: nil, at: now, database)
            }
            return true
        }
    }

    private static func destination(_ number: Int) -> String {
        "0901" + String(repeating: "0", count: 7 - "\(number)".count) + "\(number)"
    }

    private static func start(_ data: String, _ sink: MailSink) throws -> RunningProgram {
        try RunningProgram(
            "serve", data: data,
            environment: [
                "HIKARI_MAIL_SERVER": "127.0.0.1:\(sink.port)", "HIKARI_MAIL_SECURITY": "none-on-loopback",
                "HIKARI_MAIL_FROM": "settings@example.jp",
            ], ownsData: false)
    }

    @discardableResult
    private static func run(_ line: String, _ data: String) throws -> String {
        let ending = try BuiltProgram.run(line.split(separator: " ").map(String.init) + ["--data", data])
        guard ending.status == 0 else { throw StartedProgram.Failure(description: "\(line): \(ending.error)") }
        return ending.output
    }
}

/// One browser, used by one thread at a time.
private final class Person: @unchecked Sendable {
    let browser: RunningBrowser

    init(_ server: RunningProgram) { browser = RunningBrowser(server) }
}

/// A number that is saved over and over: what was acknowledged last, and what was sent last.
private final class Counter: Sendable {
    private let name: String
    private let state = Mutex((acknowledged: 0, sent: 0, all: [Int]()))

    init(_ name: String) { self.name = name }

    /// Those acknowledged.
    var all: [Int] { state.withLock { $0.all } }
    var words: String { "\(all.count) \(name)" }

    /// Sends the next number; it counts as acknowledged when `send` says so.
    func next(_ send: (Int) throws -> Bool) throws {
        let number = state.withLock { state in
            state.sent += 1
            return state.sent
        }
        guard try send(number) else { return }
        state.withLock { state in
            state.acknowledged = number
            state.all.append(number)
        }
    }

    /// Whether this may stand in the database.
    func admits(_ number: Int) -> Bool { state.withLock { ($0.acknowledged...$0.sent).contains(number) } }

    /// The same where only a rest can be seen.
    func admits(modulo divisor: Int, _ rest: Int) -> Bool {
        state.withLock { state in (state.acknowledged...state.sent).contains { $0 % divisor == rest } }
    }
}
