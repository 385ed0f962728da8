import Accounts
import Contracts
import SQLite
import Settings
import Telephony

/// `hikari unlock`: passwords that misses have voided serve again (OPS-2).
enum UnlockCommand {
    static let all = [unlock]

    private static let unlock = Command(
        name: "unlock", words: "[NUMBER]", wordCount: 0...1,
        summary: "Let passwords serve again that wrong entries have voided.",
        details: """
            Wrong entries are forgotten, and a password that they have voided serves again. A temporary password keeps its 24
            hours, and a password that a sign-in with a temporary one has replaced stays void. Make sure who asks: wrong
            entries may be somebody else's, and a new temporary password by telephone is the safer way.
            The running server also holds back its answers on a number after misses, two seconds at most, for 15 minutes;
            that is in its memory, and ends with the next right entry.
            After an attack: --since unlocks every number voided from then on, --contract every number of a contract, both
            together what is both. TIME is as hikari audit takes it: 30m, 24h, 2026-11-21T15:04.
            """,
        options: [
            Option(name: "--contract", value: "NUMBER", summary: "every number of this contract"),
            Option(name: "--since", value: "TIME", summary: "every number voided from then on"),
        ]
    ) { call in
        let isMany = call.arguments["--contract"] != nil || call.arguments["--since"] != nil
        guard isMany == call.arguments.words.isEmpty else {
            throw WrongUsage("unlock takes a number, or --contract, --since or both")
        }
        if isMany { try await unlockMany(call) } else { try await unlockOne(call) }
    }

    private static func unlockMany(_ call: Invocation) async throws {
        let now = call.surroundings.now()
        let since = try call.arguments["--since"].map { try AuditTime("--since", $0, now: now).start }
        let contract = try call.arguments["--contract"].map { try ContractNumberList.number($0).get() }
        let database = try call.openDatabase()
        defer { database.close() }
        let mails = try call.mails()
        let unlocked: [PhoneNumber]
        do {
            unlocked = try await database.write { database in
                let numbers = try SignInUnlock.locked(since: since, ofContract: contract, at: now, database)
                for number in numbers { _ = try SignInUnlock.run(number, at: now, mails, database) }
                return numbers
            }
        } catch let unknown as SignInUnlock.Unknown {
            throw ContractProblems(all: [.numberUnknown(unknown.number)])
        }
        for number in unlocked { call.print("unlocked \(number)") }
        call.print("\(unlocked.count) numbers unlocked")
    }

    private static func unlockOne(_ call: Invocation) async throws {
        let number = try ContractNumberList.number(call.arguments.words[0]).get()
        let now = call.surroundings.now()
        let database = try call.openDatabase()
        defer { database.close() }
        let mails = try call.mails()
        switch try await database.write({ try SignInUnlock.run(number, at: now, mails, $0) }) {
        case .unlocked(let kinds):
            call.print("unlocked \(number): the \(kinds.joined(separator: " and the ")) password serves again")
        case .notLocked: call.print("\(number) is not locked")
        case .noPassword:
            throw Refusal("\(number) has no password to unlock: a temporary one is set by telephone (hikari dial)")
        case .unknown: throw ContractProblems(all: [.numberUnknown(number)])
        }
    }
}
