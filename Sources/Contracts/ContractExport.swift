package import SQLite
import Telephony

/// Every contract as a file that `ContractImport` takes without changing anything (OPS-1).
package enum ContractExport {
    /// Belongs into one read, so that the file is of one moment.
    package static func file(_ database: Connection) throws -> [UInt8] {
        let lines = try ContractsStore.all(database).map { contract in
            try line(
                contract, ContractsStore.additionalNumbers(of: contract, database),
                ContractsStore.servicesOfNumbers(of: contract.id, database))
        }
        return ContractImport.Column.file(lines, in: ContractImport.Column.language)
    }

    private static func line(
        _ contract: Contract, _ numbers: [PhoneNumber], _ numberServices: [ContractService: [PhoneNumber]]
    ) -> [String] {
        ContractImport.Column.allCases.map { column in
            switch column {
            case .number: contract.number.digits
            case .kind: contract.kind.operatorWord
            case .name: contract.name
            case .channels: "\(contract.channels)"
            case .services: ContractServiceList.text(of: contract.services, numberServices)
            case .additionalNumbers: ContractNumberList.text(of: numbers, separator: ";")
            case .monitorNumber: contract.monitorNumber?.digits ?? ""
            }
        }
    }
}
