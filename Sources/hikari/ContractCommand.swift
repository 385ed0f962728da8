import Contracts
import Foundation
import Ordering
import SQLite
import Settings

/// `hikari contract …`: the operator's commands on contracts (OPS-1).
enum ContractCommand {
    static let all = [add, importFile, exportFile, show, list, remove]

    private static let add = Command(
        name: "contract add",
        summary: "Add a contract.",
        details: """
            A number belongs to one contract, and a contract has at most \(Contracts.additionalNumberLimit) additional numbers.
            Kinds: \(ContractProblem.kinds).
            Services: \(ContractProblem.services); voice-warp@0312340002-0312340004 for some of its numbers.
            """,
        options: [
            Option(name: "--number", value: "NUMBER", summary: "the contract number (required)"),
            Option(name: "--kind", value: "KIND", summary: "what was sold (default: hikari)"),
            Option(name: "--name", value: "NAME", summary: "the customer's name"),
            Option(name: "--channels", value: "N", summary: "calls at the same time (default: 1)"),
            Option(
                name: "--additional", value: "LIST",
                summary: "numbers and ranges: 0312340002,0312340004-0312340009 (repeatable)", isRepeatable: true),
            Option(
                name: "--service", value: "LIST", summary: "services of the contract (repeatable)", isRepeatable: true),
        ]
    ) { call in
        guard let number = call.arguments["--number"] else { throw WrongUsage("--number NUMBER is missing") }
        var text = Contracts.Text()
        text.number = number
        text.kind = call.arguments["--kind"] ?? ""
        text.name = call.arguments["--name"] ?? ""
        text.channels = call.arguments["--channels"] ?? ""
        text.services = call.arguments.list("--service")
        text.additionalNumbers = call.arguments.list("--additional")
        let (draft, now) = (try Contracts.read(text).get(), call.surroundings.now())
        let database = try call.openDatabase(makesFolder: true)
        defer { database.close() }
        let configuration = try call.configuration()
        try await database.write { connection in
            try WaitingNumbers.refuse([draft.number] + draft.additionalNumbers, connection)
            try ContractsStore.add(draft, at: now, connection)
            try ReferenceNumbers.refuseCustomers(configuration, connection)
        }
        call.print("added the contract \(draft.number) with \(draft.additionalNumbers.count) additional numbers")
    }

    private static let importFile = Command(
        name: "contract import", words: "FILE", wordCount: 1...1,
        summary: "Add and change contracts as a CSV file says.",
        details: """
            The file has a line for each contract, and may begin with the header
              \(ContractImport.header)
            Services and additional numbers are lists with semicolons between; numbers can be ranges:
              0312340001,hikari,Example,2,bulk-forwarding,0312340002;0312340004-0312340009
            Encodings: UTF-8, UTF-16, Shift_JIS. FILE - reads standard input.
            Contracts, services and numbers are added; kind, name, channels and monitor number are set where the cell is not
            empty. Cells that are missing at the end of a line are empty. Nothing is removed, and importing a file again changes nothing.
            If one line is wrong, all wrong lines are named and nothing is imported. Numbers that a spreadsheet has changed are wrong too, unless
            --repair says that they are meant.
            """,
        options: [
            Option(
                name: "--repair", value: nil,
                summary:
                    "undo what a spreadsheet did to numbers: a lost 0, exponents, thousands commas, decimals, =\"…\""),
            Option(name: "--dry-run", value: nil, summary: "only say what would be done"), .json,
        ]
    ) { call in
        let bytes = try ContractFile.read(call.arguments.words[0])
        let (isDryRun, repairs) = (call.arguments["--dry-run"] != nil, call.arguments["--repair"] != nil)
        let (now, configuration) = (call.surroundings.now(), try call.configuration())
        let database = try call.openDatabase(makesFolder: true)
        defer { database.close() }
        let plan =
            if isDryRun {
                try database.read {
                    try ContractImportPlan.run(
                        bytes, isDryRun: true, repairs: repairs, uses: SettingsSite.numberUses, at: now,
                        waiting: NumberBlockStore.waiting(among:_:), $0)
                }
            } else {
                try await database.write { connection in
                    let plan = try ContractImportPlan.run(
                        bytes, isDryRun: false, repairs: repairs, uses: SettingsSite.numberUses, at: now,
                        waiting: NumberBlockStore.waiting(among:_:), connection)
                    try ReferenceNumbers.refuseCustomers(configuration, connection)
                    return plan
                }
            }
        try ContractReport.print(plan, isDryRun: isDryRun, call)
    }

    private static let exportFile = Command(
        name: "contract export",
        summary: "Write all contracts as the CSV file that contract import takes.",
        details: """
            The file goes to standard output: hikari contract export > contracts.csv
            Imported where it comes from it changes nothing.
            """
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        let file = String(decoding: try database.read { try ContractExport.file($0) }, as: UTF8.self)
        for line in file.split(separator: "\r\n") { call.print(String(line)) }
    }

    private static let show = Command(
        name: "contract show", words: "NUMBER", wordCount: 1...1,
        summary: "Show a contract with its numbers.",
        details: "NUMBER is the contract number or any other number of the contract.",
        options: [.json]
    ) { call in
        let number = try ContractNumberList.number(call.arguments.words[0]).get()
        let database = try call.openDatabase()
        defer { database.close() }
        try database.read { connection in
            guard let contract = try ContractsStore.contract(of: number, connection) else {
                throw ContractProblems(all: [.numberUnknown(number)])
            }
            let numbers = try ContractsStore.additionalNumbers(of: contract, connection)
            let services = try ContractsStore.servicesOfNumbers(of: contract.id, connection)
            try ContractReport.print(contract, numbers, services, call)
        }
    }

    private static let list = Command(
        name: "contract list", summary: "List all contracts.", options: [.json]
    ) { call in
        let database = try call.openDatabase()
        defer { database.close() }
        try ContractReport.print(try database.read { try ContractsStore.all($0) }, call)
    }

    private static let remove = Command(
        name: "contract remove", words: "NUMBER", wordCount: 1...1,
        summary: "Remove a contract with its numbers, passwords, sessions and settings.",
        details: "NUMBER is the contract number. Only the audit trail stays."
    ) { call in
        let (number, now) = (try ContractNumberList.number(call.arguments.words[0]).get(), call.surroundings.now())
        let database = try call.openDatabase()
        defer { database.close() }
        try await database.write { try ContractsStore.remove(number, at: now, $0) }
        call.print("removed the contract \(number)")
    }
}
