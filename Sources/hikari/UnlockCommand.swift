import Accounts
import Contracts
import SQLite
import Settings

/// `hikari unlock`: passwords that misses have voided serve again (OPS-2).
enum UnlockCommand {
    static let all = [unlock]

    private static let unlock = Command(
        name: "unlock", words: "NUMBER", wordCount: 1...1,
        summary: "Let the passwords of a number serve again that wrong entries have voided.",
        details: """
            Wrong entries are forgotten, and a password that they have voided serves again. A temporary password keeps its 24
            hours, and a password that a sign-in with a temporary one has replaced stays void. Make sure who asks: wrong
            entries may be somebody else's, and a new temporary password by telephone is the safer way.
            The running server also holds back its answers on a number after misses, two seconds at most, for 15 minutes;
            that is in its memory, and ends with the next right entry.
            """
    ) { call in
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
