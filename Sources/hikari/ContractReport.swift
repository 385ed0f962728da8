import Contracts
import Encodings
import Settings
import Telephony

/// What the commands on contracts print.
enum ContractReport {
    /// A contract as JSON.
    private struct Description: Encodable {
        let number: String
        let kind: String
        let name: String
        let channels: Int
        let services: [String]
        let authenticationUnit: String?
        let monitorNumber: String?
        let isSpecimen: Bool
        let additionalNumberCount: Int
        /// Nil in lists.
        let additionalNumbers: [String]?
        /// By service, the numbers that have it for themselves. Nil in lists.
        let numberServices: [String: [String]]?

        init(
            _ contract: Contract, numbers: [PhoneNumber]? = nil,
            numberServices: [ContractService: [PhoneNumber]]? = nil
        ) {
            number = contract.number.digits
            kind = contract.kind.operatorWord
            name = contract.name
            channels = contract.channels
            services = contract.services.map(\.operatorWord)
            authenticationUnit = contract.unit?.rawValue
            monitorNumber = contract.monitorNumber?.digits
            isSpecimen = contract.isSpecimen
            additionalNumberCount = contract.additionalNumberCount
            additionalNumbers = numbers?.map(\.digits)
            self.numberServices = numberServices.map { services in
                Dictionary(
                    uniqueKeysWithValues: services.map { ($0.key.operatorWord, $0.value.map(\.digits)) })
            }
        }
    }

    private struct ImportSummary: Encodable {
        var added: [String] = []
        var changed: [String] = []
        var unchanged: [String] = []
        let isDryRun: Bool
    }

    /// One contract with its numbers.
    static func print(
        _ contract: Contract, _ numbers: [PhoneNumber], _ numberServices: [ContractService: [PhoneNumber]],
        _ call: Invocation
    ) throws {
        if call.arguments.has(.json) {
            return try call.printJSON(Description(contract, numbers: numbers, numberServices: numberServices))
        }
        let services = ContractService.allCases.compactMap { service in
            numberServices[service].map { (service.operatorWord, ContractNumberList.text(of: $0)) }
        }
        let lines =
            [
                ("contract number", contract.number.digits), ("kind", contract.kind.operatorWord),
                ("name", contract.name), ("channels", "\(contract.channels)"),
                ("services", contract.services.map(\.operatorWord).joined(separator: ", ")),
                ("authentication unit", contract.unit?.rawValue ?? "not chosen yet"),
                ("monitor number", contract.monitorNumber?.digits ?? ""),
                ("additional numbers", "\(numbers.count)"), ("", ContractNumberList.text(of: numbers)),
            ] + services
        for (label, value) in lines where !value.isEmpty {
            call.print(label.spacePadded(to: 21) + value)
        }
    }

    /// A line for each contract.
    static func print(_ contracts: [Contract], _ call: Invocation) throws {
        if call.arguments.has(.json) { return try call.printJSON(contracts.map { Description($0) }) }
        for contract in contracts {
            let services = contract.services.map(\.operatorWord).joined(separator: ",")
            call.print(
                [
                    contract.number.digits, contract.kind.operatorWord, "channels \(contract.channels)",
                    "additional numbers \(contract.additionalNumberCount)", services, contract.name,
                ].filter { !$0.isEmpty }.joined(separator: "  "))
        }
    }

    /// A line for each contract that an import touches, and the count.
    static func print(_ plan: ContractImportPlan, isDryRun: Bool, _ call: Invocation) throws {
        var summary = ImportSummary(isDryRun: isDryRun)
        var lines: [String] = []
        for step in plan.steps {
            switch step {
            case .add(let number, let count):
                summary.added.append(number.digits)
                lines.append("add \(number)  additional numbers \(count)")
            case .change(let number, let what):
                summary.changed.append(number.digits)
                lines.append("change \(number)  \(what.joined(separator: ", "))")
            case .unchanged(let number): summary.unchanged.append(number.digits)
            }
        }
        if call.arguments.has(.json) { return try call.printJSON(summary) }
        for line in lines { call.print(line) }
        call.print(
            """
            \(summary.added.count) added, \(summary.changed.count) changed, \(summary.unchanged.count) unchanged\
            \(isDryRun ? " (dry run: nothing was written)" : "")
            """)
    }
}
