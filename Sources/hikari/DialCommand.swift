import Accounts
import Crypto
import Foundation
import SQLite
import Settings
import Shell
import Telephony

/// `hikari dial`: a telephone in the terminal, for calling the telephone menu where there is no call server (IVR-8).
enum DialCommand {
    static let all = [dial]

    private static let dial = Command(
        name: "dial",
        summary: "Call the telephone menu: set a temporary password, or start and stop forwarding.",
        details: """
            Prints the guidance, a line a sentence, and sends keys: those of --keys, or else the lines of standard input, an
            entry a line; an empty line is silence. The # behind a telephone number or a PIN may be left out.
            Exits with 0 when a temporary password has been set, or forwarding started or stopped, else with 1.
              hikari dial --from 0312340001 --keys "1,13572468,13572468"
              hikari dial --from 09012345678 --keys "739164,1"
            """,
        options: [
            Option(
                name: "--from", value: "NUMBER",
                summary: "the number that calls (required); anonymous or empty: withheld; dataconnect: such a call"),
            Option(
                name: "--to", value: "ACCESS", summary: "the access number dialled (default: the one the site names)"),
            Option(name: "--keys", value: "KEYS", summary: "what is pressed, with commas between the entries"),
        ]
    ) { call in
        guard let from = call.arguments["--from"] else { throw WrongUsage("--from NUMBER is missing") }
        let entries = try call.arguments["--keys"].map { try $0.split(separator: ",").map(readKeys) }
        let configuration = try call.configuration()
        let numbers = configuration.settings.accounts.accessNumbers
        let access = call.arguments["--to"] ?? numbers.named
        guard let region = PhoneNumber(access).flatMap({ TelephoneMenu.Region(accessNumber: $0, among: numbers) })
        else {
            throw WrongUsage("\(access) is no access number")
        }
        let database = try call.openDatabase()
        defer { database.close() }
        let exchange = TelephoneExchange(
            database: database, work: Work(hashing: OwnThread(), cost: configuration.hashingCost, files: OwnThread()),
            mails: try call.mails(), numbers: numbers,
            errand: SettingsSite.telephoneErrand(configuration.settings), now: call.surroundings.now,
            random: RandomBytes.make, pause: { _ in })
        let (telephone, steps) = try exchange.answer(TelephoneMenu.Caller(from), in: region)
        var handset = Handset(call: telephone, print: call.print)
        handset.hear(steps)
        if let entries { await handset.press(entries) } else { await handset.pressLines() }
        if let failure = handset.call.failure { throw failure }
        guard handset.call.hasSet || handset.call.hasActed else {
            throw Refusal("no temporary password has been set, and no forwarding started or stopped")
        }
    }

    /// The keys of one entry, full-width or not; spaces and hyphens are no keys.
    static func readKeys(_ text: some StringProtocol) throws -> String {
        let keys = String(text).foldingWidth.filter { !" -\r\t".contains($0) }
        guard keys.allSatisfy({ "0123456789*#".contains($0) }) else {
            throw WrongUsage("the keys of a telephone are 0 to 9, * and #, not \(text)")
        }
        return keys
    }
}

/// There is one caller, who waits for the hash anyway.
private struct OwnThread: WorkLane {
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result { try body() }
}

/// The terminal's end of a call.
private struct Handset {
    private(set) var call: TelephoneCall
    let print: (String) -> Void

    func hear(_ steps: [TelephoneCall.Step]) {
        for case .say(let prompt) in steps { print(call.sentence(of: prompt)) }
    }

    /// Hangs up when there is nothing more to press.
    mutating func press(_ entries: [String]) async {
        for entry in entries { await press(entry) }
        hear(await call.receive(.hangUp))
    }

    /// One line of standard input after the other, until the call or the input ends.
    mutating func pressLines() async {
        while call.expectation != .nothing, let line = readLine() {
            do { await press(try DialCommand.readKeys(line)) } catch { print(call.sentenceOfKeys) }
        }
        hear(await call.receive(.hangUp))
    }

    private mutating func press(_ entry: String) async {
        if entry.isEmpty { hear(await call.receive(.silence)) }
        let endsWithHash = call.expectation == .numberAndHash || call.expectation == .pin
        let needsHash = endsWithHash && !entry.isEmpty && !entry.hasSuffix("#")
        hear(await call.press(needsHash ? entry + "#" : entry))
    }
}
