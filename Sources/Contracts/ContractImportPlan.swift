package import SQLite
package import Telephony

/// An attribute that an import sets anew.
struct ContractChange: Sendable, Equatable {
    let attribute: String
    let before: String
    let after: String
}

/// What importing a file would do, or has done.
package struct ContractImportPlan: Sendable, Equatable {
    package enum Step: Sendable, Equatable {
        case add(PhoneNumber, additionalNumbers: Int)
        case change(PhoneNumber, what: [String])
        case unchanged(PhoneNumber)
    }

    /// In the order of the file.
    package private(set) var steps: [Step] = []
    private var problems: [ContractImport.LineProblem] = []
    private var waiting: Set<PhoneNumber> = []

    /// Compares the file with what is stored and, unless it is a dry run, stores it: all of it, or nothing. Belongs into one
    /// read or write. Throws `ContractImport.Problems` with every wrong line.
    /// - Parameter waiting: which of some numbers are not free though no contract has them.
    package static func run(
        _ bytes: [UInt8], isDryRun: Bool, repairs: Bool = false, uses: NumberUses, at now: Moment,
        waiting: ([PhoneNumber], Connection) throws -> [PhoneNumber] = { _, _ in [] }, _ database: Connection
    ) throws -> ContractImportPlan {
        var plan = ContractImportPlan()
        let rows = try ContractImport.read(bytes, repairs: repairs)
        plan.waiting = Set(try waiting(rows.flatMap { [$0.draft.number] + $0.draft.additionalNumbers }, database))
        let owners = try ContractsStore.owners(
            of: rows.flatMap { row in
                [row.draft.number] + row.draft.additionalNumbers + row.draft.numberServices.values.flatMap { $0 }
                    + (row.monitorNumber.map { [$0] } ?? [])
            }, database)
        for row in rows {
            let contract = try ContractsStore.find(row.draft.number, database)
            let monitorProblem = try monitorProblem(of: row, contract, owners, uses, database)
            let newServices = try newServices(of: row.draft, contract, database)
            guard let step = plan.step(for: row, contract: contract, owners: owners, monitorProblem, newServices),
                !isDryRun
            else { continue }
            try plan.apply(step, row, contract, uses, at: now, database)
        }
        if !plan.problems.isEmpty { throw ContractImport.Problems(all: plan.problems) }
        return plan
    }

    /// Decides what to do with a row; nil where it is wrong.
    private mutating func step(
        for row: ContractImport.Row, contract: Contract?, owners: [PhoneNumber: PhoneNumber],
        _ monitorProblem: ContractProblem?, _ newServices: Int
    ) -> Step? {
        let draft = row.draft
        let foreign = ([draft.number] + draft.additionalNumbers).filter { (owners[$0] ?? draft.number) != draft.number }
        var wrong = foreign.prefix(ContractProblems.mostShown).compactMap { number in
            owners[number].map { ContractProblem.numberTaken(number, by: $0) }
        }
        wrong += ([draft.number] + draft.additionalNumbers).filter(waiting.contains).prefix(ContractProblems.mostShown)
            .map { .numberWaits($0) }
        let new = draft.additionalNumbers.filter { owners[$0] == nil }
        let count = (contract?.additionalNumberCount ?? 0) + new.count
        if count > Contracts.additionalNumberLimit { wrong.append(.tooManyNumbers(count)) }
        if let monitorProblem { wrong.append(monitorProblem) }
        let own = Set([draft.number] + draft.additionalNumbers)
        let others = Set(draft.numberServices.values.flatMap { $0 }).filter { number in
            !own.contains(number) && owners[number] != draft.number
        }
        wrong += others.sorted().prefix(ContractProblems.mostShown).map { .notOfContract($0, draft.number) }
        guard wrong.isEmpty else {
            problems += wrong.map { ContractImport.LineProblem(line: row.line, reason: "\($0)") }
            return nil
        }
        let step = Self.step(for: row, contract: contract, newNumbers: new.count, newServices)
        steps.append(step)
        return step
    }

    /// What keeps the row's monitor number from being one; it may be a number that the row itself adds.
    private static func monitorProblem(
        of row: ContractImport.Row, _ contract: Contract?, _ owners: [PhoneNumber: PhoneNumber], _ uses: NumberUses,
        _ database: Connection
    ) throws -> ContractProblem? {
        guard let number = row.monitorNumber, number != contract?.monitorNumber else { return nil }
        let draft = row.draft
        guard number == draft.number || owners[number] == draft.number || draft.additionalNumbers.contains(number)
        else {
            return .notOfContract(number, draft.number)
        }
        return try contract.flatMap {
            try ContractsStore.forwardingProblem(ofMonitor: number, of: $0.id, uses, database)
        }
    }

    /// How many services numbers would have that they have not.
    private static func newServices(
        of draft: ContractDraft, _ contract: Contract?, _ database: Connection
    ) throws -> Int {
        guard let contract, !draft.numberServices.isEmpty else { return 0 }
        let stored = try ContractsStore.servicesOfNumbers(of: contract.id, database)
        return draft.numberServices.reduce(0) { count, service in
            count + Set(service.value).subtracting(stored[service.key] ?? []).count
        }
    }

    private static func step(
        for row: ContractImport.Row, contract: Contract?, newNumbers: Int, _ newServices: Int
    ) -> Step {
        let draft = row.draft
        guard let contract else { return .add(draft.number, additionalNumbers: draft.additionalNumbers.count) }
        var what = changes(of: contract, to: draft).map { "\($0.attribute) \($0.before) → \($0.after)" }
        if newNumbers > 0 { what.append("additional numbers +\(newNumbers)") }
        if newServices > 0 { what.append("services of numbers +\(newServices)") }
        if let number = row.monitorNumber, number != contract.monitorNumber {
            what.append("monitor number \(contract.monitorNumber?.digits ?? "none") → \(number)")
        }
        return what.isEmpty ? .unchanged(draft.number) : .change(draft.number, what: what)
    }

    /// What the draft sets otherwise than it is. Numbers, which may be thousands, are counted elsewhere.
    static func changes(of contract: Contract, to draft: ContractDraft) -> [ContractChange] {
        var changes: [ContractChange] = []
        func compare(_ attribute: String, _ before: String, _ after: String?) {
            guard let after, after != before else { return }
            changes.append(ContractChange(attribute: attribute, before: before, after: after))
        }
        compare("kind", contract.kind.operatorWord, draft.kind?.operatorWord)
        compare("name", contract.name, draft.name)
        compare("channels", "\(contract.channels)", draft.channels.map { "\($0)" })
        let services = draft.services.union(contract.services)
        compare("services", words(Set(contract.services)), words(services))
        return changes
    }

    private static func words(_ services: Set<ContractService>) -> String {
        ContractService.allCases.filter(services.contains).map(\.operatorWord).joined(separator: " ")
    }

    private func apply(
        _ step: Step, _ row: ContractImport.Row, _ contract: Contract?, _ uses: NumberUses, at now: Moment,
        _ database: Connection
    ) throws {
        let draft = row.draft
        switch (step, contract) {
        case (.unchanged, _): return
        case (.change, let contract?):
            let changes = Self.changes(of: contract, to: draft)
            try ContractsStore.change(contract, changes, to: draft, at: now, database)
        case (.add, _), (.change, nil): try ContractsStore.add(draft, at: now, database)
        }
        guard let number = row.monitorNumber else { return }
        try ContractsStore.setMonitorNumber(number, of: draft.number, uses: uses, at: now, database)
    }
}
