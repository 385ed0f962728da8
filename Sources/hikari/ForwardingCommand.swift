import Contracts
import SQLite
import Settings

/// `hikari forwarding …`: the operator's hand on a customer's forwarding (FWD-9).
enum ForwardingCommand {
    static let all = [stop]

    private static let stop = Command(
        name: "forwarding stop", words: "NUMBER", wordCount: 1...1,
        summary: "Stop the bulk forwarding of a contract, with a reason that the customer reads.",
        details: """
            NUMBER is the contract number or any other number of the contract. The reason, at most \
            \(BulkForwardingOperator.longestReason) characters and in the customer's language, stands on the customer's pages and in the
            mail about the stop. The destinations stay, and the customer can start the forwarding again.
            """,
        options: [Option(name: "--reason", value: "TEXT", summary: "why, as the customer reads it (required)")]
    ) { call in
        guard let text = call.arguments["--reason"] else { throw WrongUsage("--reason TEXT is missing") }
        guard let reason = BulkForwardingOperator.reason(text) else {
            throw WrongUsage(
                "the reason must have 1 to \(BulkForwardingOperator.longestReason) characters, and no control characters"
            )
        }
        let number = try ContractNumberList.number(call.arguments.words[0]).get()
        let now = call.surroundings.now()
        let database = try call.openDatabase()
        defer { database.close() }
        let mails = try call.mails()
        switch try await database.write({ try BulkForwardingOperator.stop(number, reason: reason, at: now, mails, $0) })
        {
        case .stopped: call.print("stopped the forwarding of the contract of \(number)")
        case .unchanged: call.print("the contract of \(number) forwards nothing already")
        case .unknown: throw ContractProblems(all: [.numberUnknown(number)])
        }
    }
}
