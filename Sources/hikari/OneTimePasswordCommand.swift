import Accounts
import Contracts
import SQLite
import Settings

/// `hikari otp …`: the operator's commands on one-time passwords (OPS-2).
enum OneTimePasswordCommand {
    static let all = [reset]

    private static let reset = Command(
        name: "otp reset", words: "NUMBER", wordCount: 1...1,
        summary: "Forget a number's one-time password registration.",
        details: """
            For somebody who can neither read the mail nor remembers the ID and the password for changing the address. All
            sessions of the number end; at the next sign-in, which needs its password alone, the choice is made anew. Make
            sure who asks.
            """
    ) { call in
        let number = try ContractNumberList.number(call.arguments.words[0]).get()
        let now = call.surroundings.now()
        let database = try call.openDatabase()
        defer { database.close() }
        let mails = try call.mails()
        guard try await database.write({ try OneTimePasswordReset.run(number, at: now, mails, $0) }) else {
            throw Refusal("\(number) has chosen nothing about one-time passwords yet")
        }
        call.print("forgot the one-time password registration of \(number)")
    }
}
