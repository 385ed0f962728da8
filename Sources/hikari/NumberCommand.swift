import Contracts
import SQLite
import Settings
import Telephony

/// `hikari number …`: the operator's commands on additional numbers (OPS-1).
enum NumberCommand {
    static let all = [add, remove]

    private static let add = Command(
        name: "number add", words: "NUMBER…", wordCount: 1...Contracts.additionalNumberLimit,
        summary: "Add additional numbers to a contract.",
        details: """
            NUMBER is a number, a range (0312340004-0312340009) or a list of them with commas between. Numbers that the
            contract has already are passed over.
            """,
        options: [
            Option(name: "--contract", value: "NUMBER", summary: "the contract number (required)")
        ]
    ) { call in
        guard let text = call.arguments["--contract"] else { throw WrongUsage("--contract NUMBER is missing") }
        let (number, now) = (try ContractNumberList.number(text).get(), call.surroundings.now())
        let (numbers, configuration) = (try numbers(call.arguments), try call.configuration())
        let database = try call.openDatabase()
        defer { database.close() }
        let added = try await database.write { connection in
            guard let contract = try ContractsStore.find(number, connection) else {
                throw ContractProblems(all: [.contractUnknown(number)])
            }
            try WaitingNumbers.refuse(numbers, connection)
            let added = try ContractsStore.addNumbers(numbers, to: contract, at: now, connection)
            try ReferenceNumbers.refuseCustomers(configuration, connection)
            return added
        }
        call.print("added \(added.count) numbers to the contract \(number)")
    }

    private static let remove = Command(
        name: "number remove", words: "NUMBER…", wordCount: 1...Contracts.additionalNumberLimit,
        summary: "Remove additional numbers with their passwords, sessions and destinations.",
        details: """
            NUMBER is a number, a range (0312340004-0312340009) or a list of them with commas between; all of them are removed
            or none. A contract number goes with its contract only (hikari contract remove).
            """
    ) { call in
        let (numbers, now) = (try numbers(call.arguments), call.surroundings.now())
        let database = try call.openDatabase()
        defer { database.close() }
        try await database.write {
            try ContractsStore.removeNumbers(numbers, uses: SettingsSite.numberUses, at: now, $0)
        }
        call.print("removed \(numbers.count) numbers")
    }

    /// Every number that the words name, each once.
    private static func numbers(_ arguments: Arguments) throws -> [PhoneNumber] {
        let (numbers, faults) = ContractNumberList.read(arguments.words.flatMap(Arguments.items))
        guard faults.isEmpty else { throw ContractProblems(all: faults) }
        if numbers.isEmpty { throw WrongUsage("NUMBER is missing") }
        return Set(numbers).sorted()
    }
}
