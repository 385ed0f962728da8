import SQLite
import Settings
import Telephony

/// `hikari monitor guard …`: the guard against faults of our own, in the operator's hand (FAULT-7).
extension MonitorCommand {
    private static let reason = Option(
        name: "--reason", value: "TEXT", summary: "why, for the audit trail (required to hold and to release)")

    static let massFailure = Command(
        name: "monitor guard", words: "show|hold|release", wordCount: 1...1,
        summary: "Show, hold or release the verdicts upon lines when very many fail at once.",
        details: """
            show says what the guard has found: off, asking (the reference lines are being called), dark (they answer: the lines are
            dead indeed, and faults are declared) or held (they do not). hold keeps any fault from being declared until release; release
            lets faults be declared until the present suspicion is over. A running server hears of it within two seconds.
            """,
        options: [reason, .json]
    ) { call in
        let word = call.arguments.words[0]
        guard ["show", "hold", "release"].contains(word) else {
            throw WrongUsage("\(word) is not show, hold or release")
        }
        let database = try call.openDatabase()
        defer { database.close() }
        if word != "show" {
            guard let reason = call.arguments["--reason"].flatMap(BulkForwardingOperator.reason) else {
                throw WrongUsage(
                    """
                    --reason TEXT is missing, or has not 1 to \(FaultNotificationOperator.longestReason) characters without \
                    control characters
                    """)
            }
            let now = call.surroundings.now()
            try await database.write {
                try FaultNotificationOperator.say(holds: word == "hold", reason: reason, at: now, $0)
            }
        }
        try MonitorReport.print(try database.read(FaultNotificationOperator.guardState), call)
    }
}
