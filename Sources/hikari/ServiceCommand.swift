import Contracts
import SQLite
import Settings
import Telephony

/// `hikari service …`: the operator's commands on the services of numbers and contracts (OPS-1).
enum ServiceCommand {
    static let all = [
        command("add", adds: true, summary: "Give services to numbers, or to a contract."),
        command("remove", adds: false, summary: "Take services from numbers, or from a contract."),
    ]

    private static let details = """
        NUMBER is a number, a range (0312340004-0312340009) or a list of them with commas between, all of one contract.
        SERVICE is one or more of: \(ContractProblem.services).
        bulk-forwarding and fault-notification are the whole contract's and go by its contract number; the others are each
        number's. With --every-number NUMBER is the contract number, and all its numbers have the service, those added later
        too. What people have set stays, and is in force again when the service comes back.
        """

    private static let everyNumber = Option(
        name: "--every-number", value: nil, summary: "for every number of the contract, those added later too")

    private static func command(_ name: String, adds: Bool, summary: String) -> Command {
        Command(
            name: "service \(name)", words: "NUMBER SERVICE…", wordCount: 2...(1 + ContractService.allCases.count),
            summary: summary, details: details, options: [everyNumber]
        ) { call in
            let change = try change(call.arguments, adds: adds)
            let now = call.surroundings.now()
            let database = try call.openDatabase()
            defer { database.close() }
            let count = try await database.write {
                try ContractsStore.change(change, uses: SettingsSite.numberUses, at: now, $0)
            }
            call.print("\(adds ? "added" : "removed") \(count) \(count == 1 ? "service" : "services")")
        }
    }

    private static func change(_ arguments: Arguments, adds: Bool) throws -> ContractsStore.ServiceChange {
        let words = arguments.words.dropFirst().flatMap(Arguments.items)
        let services = try words.map { word in
            guard let service = ContractService(operatorWord: word) else {
                throw ContractProblems(all: [.service(word)])
            }
            return service
        }
        if services.isEmpty { throw WrongUsage("SERVICE is missing") }
        if arguments.has(everyNumber) {
            let contract = try ContractNumberList.number(arguments.words[0]).get()
            return .init(Set(services), of: .everyNumber(of: contract), adds: adds)
        }
        let (numbers, faults) = ContractNumberList.read(Arguments.items(arguments.words[0]))
        guard faults.isEmpty else { throw ContractProblems(all: faults) }
        if numbers.isEmpty { throw WrongUsage("NUMBER is missing") }
        return .init(Set(services), of: .numbers(numbers), adds: adds)
    }
}
