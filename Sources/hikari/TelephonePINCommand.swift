import Accounts
import Contracts
import SQLite
import Settings
import Shell
import Telephony

/// `hikari telephone-pin …`: the operator's hand on who starts and stops forwarding by telephone (FWD-12).
enum TelephonePINCommand {
    static let all = [show, unlock, remove]

    private static let whose = "NUMBER is the contract number or any other number of the contract."

    private struct Shown: Encodable {
        let contract: String
        let callers: [String]
        let setAt: String
        let voidedAt: String?
        let misses: Int
    }

    private static let show = Command(
        name: "telephone-pin show", words: "NUMBER", wordCount: 1...1,
        summary: "Show which telephones start and stop a contract's forwarding, and how their PIN stands.",
        details: whose, options: [.json]
    ) { call in
        let number = try ContractNumberList.number(call.arguments.words[0]).get()
        let database = try call.openDatabase()
        defer { database.close() }
        guard let found = try database.read({ try TelephonePINOperator.find(number, $0) }) else {
            throw ContractProblems(all: [.numberUnknown(number)])
        }
        guard let pin = found.pin else { throw Refusal("the contract of \(number) has registered no telephone") }
        let shown = Shown(
            contract: found.contract.digits, callers: pin.callers.map(\.digits), setAt: pin.setAt.machineText,
            voidedAt: pin.voidedAt?.machineText, misses: pin.misses)
        if call.arguments.has(.json) { return try call.printJSON(shown) }
        call.print("contract \(shown.contract)")
        for caller in shown.callers { call.print("telephone \(caller)") }
        call.print("PIN set \(shown.setAt), \(shown.misses) wrong entries in a row")
        if let voidedAt = shown.voidedAt { call.print("PIN void since \(voidedAt)") }
    }

    private static let unlock = Command(
        name: "telephone-pin unlock", words: "NUMBER", wordCount: 1...1,
        summary: "Let a contract's PIN serve again that wrong entries have voided.",
        details: "\(whose) Make sure who asks: who is signed in on the site sets a new one, which is the safer way."
    ) { call in
        try await change(call) {
            try TelephonePINOperator.unlock($0, at: $1, $2, $3)
        } said: { number, isDone in
            isDone
                ? "the PIN of the contract of \(number) serves again"
                : "the PIN of the contract of \(number) is not void"
        }
    }

    private static let remove = Command(
        name: "telephone-pin remove", words: "NUMBER", wordCount: 1...1,
        summary: "Take a contract's telephones and PIN away: nobody starts or stops its forwarding by telephone.",
        details: "\(whose) The forwarding itself stays as it is."
    ) { call in
        try await change(call) {
            try TelephonePINOperator.remove($0, at: $1, $2, $3)
        } said: { number, isDone in
            isDone
                ? "removed the telephones of the contract of \(number)"
                : "the contract of \(number) has registered no telephone"
        }
    }

    private static func change(
        _ call: Invocation,
        _ change: @escaping @Sendable (PhoneNumber, Moment, MailTemplates, Connection) throws -> Bool?,
        said: (PhoneNumber, Bool) -> String
    ) async throws {
        let number = try ContractNumberList.number(call.arguments.words[0]).get()
        let now = call.surroundings.now()
        let database = try call.openDatabase()
        defer { database.close() }
        let mails = try call.mails()
        guard let isDone = try await database.write({ try change(number, now, mails, $0) }) else {
            throw ContractProblems(all: [.numberUnknown(number)])
        }
        call.print(said(number, isDone))
    }
}
