import Foundation
import SQLite
import Settings
import Shell
import Telephony

/// One command of the program: how it is called, what help says, what it does.
struct Command: Sendable {
    /// The words that name it: `contract add`.
    let name: String
    /// What stands behind the name, options apart: `NUMBER`, `FILE`.
    var words = ""
    /// How many words that may be.
    var wordCount = 0...0
    /// One line of the list of commands.
    let summary: String
    /// More, for the help of this command.
    var details = ""
    /// Its own; those of every command come on top.
    var options: [Option] = []
    let run: @Sendable (Invocation) async throws -> Void

    var allOptions: [Option] { options + [.data, .config, .help] }
}

/// A call that help would have prevented: exit status 2.
struct WrongUsage: Error, Equatable {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// A wish that cannot be granted: exit status 1, a line for each reason.
struct Refusal: Error {
    let reasons: [String]

    init(_ reasons: String...) {
        self.reasons = reasons
    }

    init(_ reasons: [String]) {
        self.reasons = reasons
    }
}

/// A question that has got no answer, neither yes nor no: exit status 3.
struct Undecided: Error {
    let reason: String

    init(_ reason: String) {
        self.reason = reason
    }
}

/// One call of a command, with the world around it.
struct Invocation: Sendable {
    let arguments: Arguments
    let surroundings: Surroundings

    /// Prints a line of data.
    func print(_ line: String) { surroundings.output(line) }

    /// Prints a value as JSON, one line.
    func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// The configuration that `--config` names, with `--data` on top.
    func configuration() throws -> Configuration {
        var configuration = try Configuration.read(
            file: arguments["--config"], environment: surroundings.environment)
        if let data = arguments["--data"] { configuration.data = data }
        return configuration
    }

    /// What the site's mails are written from.
    func mails() throws -> MailTemplates {
        let configuration = try configuration()
        return MailTemplates(
            pages: try TemplateFolder.pages(inHome: configuration.home), site: configuration.identity,
            key: try DataFolder(configuration.data).serverKey(), language: .ofSite)
    }

    /// The site's database; the server may be running on it. A folder without one is made only where `makesFolder`, so that
    /// a mistyped name does not look like an empty site.
    func openDatabase(makesFolder: Bool = false) throws -> Database {
        let data = try configuration().data
        if !makesFolder, !FileManager.default.fileExists(atPath: data + "/hikari.sqlite") {
            throw Refusal("there is no data in the folder \(data) (choose it with --data DIR)")
        }
        return try DataFolder(data).openDatabase()
    }
}

/// What a command reaches of the world outside; tests bring their own.
struct Surroundings: Sendable {
    var output: @Sendable (String) -> Void = StandardStream.output.print
    var error: @Sendable (String) -> Void = StandardStream.error.print
    var environment = ProcessInfo.processInfo.environment
    var now: @Sendable () -> Moment = { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
