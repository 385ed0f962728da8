import Exchange
import SQLite
import Shell

/// オフィスリンク内線番号 as they are to be: what `ExtensionDesk.save` does.
struct OfficeLinkChange: Sendable {
    let form: OfficeLinkForm
    let policy: OfficeLink.Policy
    let contract: ContractCode
    let actor: Actor

    enum Outcome: Sendable {
        /// Those that have come, or gone.
        case saved([OfficeLinkNumber])
        case wrong([OfficeLinkProblem])
        /// The contract has the feature no more.
        case gone
    }

    func run(_ database: Connection) throws -> Outcome {
        guard let plan = try SmartPBXStore.contract(contract, database)?.plan,
            try OfficeLinkStore.isThere(contract, database)
        else { return .gone }
        return form.isRemoving
            ? try remove(database) : try add(try ExtensionGroupStore.facts(of: contract, plan, database), database)
    }

    private func add(_ facts: ExtensionGroupFacts, _ database: Connection) throws -> Outcome {
        switch form.read(facts, digits: policy.digits) {
        case .failure(let problems): return .wrong(problems.all)
        case .success(let numbers):
            let new = numbers.filter { !facts.officeLinks.contains($0) }
            guard !new.isEmpty else { return .saved([]) }
            try OfficeLinkStore.add(new, to: contract, database)
            try actor.audit("office-link.added", subject: contract.text, after: Self.line(new), database)
            return .saved(new)
        }
    }

    private func remove(_ database: Connection) throws -> Outcome {
        if form.ticked.isEmpty { return .wrong([.nothingTicked]) }
        let present = Set(try OfficeLinkStore.numbers(of: contract, database))
        // A page has no more to tick. Each of them is asked singly only where one is in use: nobody else writes meanwhile.
        let numbers = Set(form.ticked.prefix(OfficeLinkNumber.perPage)).intersection(present).sorted()
        let areFree = try OfficeLinkUseStore.use(of: numbers, in: contract, database).isNothing
        var problems: [OfficeLinkProblem] = []
        for number in areFree ? [] : numbers {
            let use = try OfficeLinkUseStore.use(of: [number], in: contract, database)
            if !use.isNothing { problems.append(.inUse(number, use)) }
        }
        guard problems.isEmpty else { return .wrong(problems) }
        guard !numbers.isEmpty else { return .saved([]) }
        try OfficeLinkStore.remove(numbers, from: contract, database)
        try actor.audit("office-link.removed", subject: contract.text, before: Self.line(numbers), database)
        return .saved(numbers)
    }

    private static func line(_ numbers: [OfficeLinkNumber]) -> String {
        numbers.map(\.digits).joined(separator: ",")
    }
}
