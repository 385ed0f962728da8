import Contracts
import SQLite
import Telephony

/// Numbers that come to a voice contract, leave it and change, with all that hangs on them, in the transaction of 工事完了.
struct VoiceNumberStep {
    let contract: VoiceContract
    let uses: NumberUses
    let now: Moment

    func add(_ lines: [VoiceOrderLine], _ database: Connection) throws {
        for (base, lines) in Dictionary(grouping: lines, by: \.base).sorted(by: { $0.key < $1.key }) {
            let numbers = lines.map(\.number)
            try VoiceNumberStore.add(
                lines.map { ($0.number, $0.features) }, to: base, of: contract.code, at: now, database)
            if contract.type == .hikari {
                guard let settings = try ContractsStore.find(base, database) else {
                    throw IPVoiceOrders.ContractMissing.settings(base)
                }
                try ContractsStore.addNumbers(numbers, to: settings, at: now, database)
            }
            if let access = contract.access {
                for number in numbers {
                    try ExtensionRoutingStore.add(
                        number, to: access, isInEmergencyArea: contract.isInEmergencyArea, database)
                }
            }
        }
        try list(lines, database)
    }

    func end(_ numbers: [PhoneNumber], _ database: Connection) throws {
        guard !numbers.isEmpty else { return }
        try VoiceNumberStore.remove(numbers, database)
        try NumberBlockStore.retire(numbers, at: now, database)
        if contract.type == .hikari {
            // One that the operator has taken away meanwhile is gone already: the order is done all the same.
            let there = try numbers.filter { try ContractsStore.contract(of: $0, database) != nil }
            try ContractsStore.removeNumbers(there, uses: uses, at: now, database)
        }
        if contract.access != nil {
            for number in numbers { try ExtensionRoutingStore.remove(number, database) }
        }
    }

    func adapt(_ lines: [VoiceOrderLine], _ database: Connection) throws {
        for line in lines { try VoiceNumberStore.set(line.features, of: line.number, database) }
        try list(lines, database)
    }

    private func list(_ lines: [VoiceOrderLine], _ database: Connection) throws {
        for line in lines {
            if let name = line.listing { try VoiceNumberStore.list(line.number, as: name, database) }
        }
    }
}
