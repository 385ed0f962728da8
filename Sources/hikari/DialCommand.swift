import Crypto
import Foundation
import SQLite
import Site

/// `hikari dial`: a telephone in the terminal, for setting temporary passwords where there is no call server (IVR-8).
enum DialCommand {
    static let all = [dial]

    private static let dial = Command(
        name: "dial",
        summary: "Call the telephone menu and set a temporary password.",
        details: """
            Prints the guidance, a line a sentence, and sends keys: those of --keys, or else the lines of standard input, an
            entry a line; an empty line is silence. The # behind a telephone number may be left out.
            Exits with 0 when a temporary password has been set, else with 1.
              hikari dial --from 0312340001 --keys "1,13572468,13572468"
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
        let policy = try call.configuration().policy
        let region = try region(call.arguments["--to"] ?? policy.accessNumber, policy)
        let database = try call.openDatabase()
        defer { database.close() }
        let (telephone, steps) = try TelephoneCall.answer(
            TelephoneMenu.Caller(from), in: region, database: database, policy: policy, now: call.surroundings.now,
            random: RandomBytes.make)
        var handset = Handset(call: telephone, print: call.print)
        handset.hear(steps)
        if let entries { handset.press(entries) } else { handset.pressLines() }
        if let failure = handset.call.failure { throw failure }
        guard handset.call.hasSet else { throw Refusal("no temporary password has been set") }
    }

    private static func region(_ access: String, _ policy: Policy) throws -> TelephoneMenu.Region {
        guard let number = PhoneNumber(access), let region = TelephoneMenu.Region(accessNumber: number, policy: policy)
        else {
            throw WrongUsage("\(access) is no access number")
        }
        return region
    }

    /// The keys of one entry; spaces and hyphens are no keys.
    static func readKeys(_ text: some StringProtocol) throws -> String {
        let keys = text.filter { !" -\r\t".contains($0) }
        guard keys.allSatisfy({ "0123456789*#".contains($0) }) else {
            throw WrongUsage("the keys of a telephone are 0 to 9, * and #, not \(text)")
        }
        return String(keys)
    }
}

/// The terminal's end of a call.
private struct Handset {
    private(set) var call: TelephoneCall
    let print: (String) -> Void

    func hear(_ steps: [TelephoneCall.Step]) {
        for case .say(let sentence) in steps { print(sentence) }
    }

    /// Hangs up when there is nothing more to press.
    mutating func press(_ entries: [String]) {
        for entry in entries { press(entry) }
        hear(call.receive(.hangUp))
    }

    /// One line of standard input after the other, until the call or the input ends.
    mutating func pressLines() {
        while call.expectation != .nothing, let line = readLine() {
            do { press(try DialCommand.readKeys(line)) } catch { print("使えるキーは0から9、＊、＃です。") }
        }
        hear(call.receive(.hangUp))
    }

    private mutating func press(_ entry: String) {
        if entry.isEmpty { hear(call.receive(.silence)) }
        let needsHash = call.expectation == .numberAndHash && !entry.isEmpty && !entry.hasSuffix("#")
        for key in needsHash ? entry + "#" : entry { hear(call.receive(.key(key))) }
    }
}
