import Exchange
import SQLite
import Shell

/// A group as it is to be: what `ExtensionDesk.save` does.
struct ExtensionGroupChange: Sendable {
    let form: ExtensionGroupForm
    let seen: Seen
    let contract: ContractCode
    let actor: Actor

    /// What the form was drawn from.
    enum Seen: Sendable {
        case new
        case stored(id: Int, version: Int)
    }

    enum Outcome: Sendable {
        case saved(ExtensionGroup.Settings)
        case wrong([ExtensionGroupProblem])
        /// AUTH-13: others have changed it meanwhile; it is so now.
        case conflict(ExtensionGroup)
        /// Others have deleted it meanwhile.
        case gone
    }

    func run(_ database: Connection) throws -> Outcome {
        guard let plan = try SmartPBXStore.contract(contract, database)?.plan else { return .gone }
        var stored: ExtensionGroup?
        if case .stored(let id, let version) = seen {
            stored = try ExtensionGroupStore.find(id, database)
            guard let stored else { return .gone }
            if stored.version != version { return .conflict(stored) }
        }
        let facts = try ExtensionGroupStore.facts(of: contract, plan, database)
        let settings: ExtensionGroup.Settings
        switch form.read(facts, of: stored?.id) {
        case .failure(let problems): return .wrong(problems.all)
        case .success(let read): settings = read
        }
        guard settings != stored?.settings else { return .saved(settings) }
        try write(settings, over: stored, facts, database)
        return .saved(settings)
    }

    private func write(
        _ settings: ExtensionGroup.Settings, over stored: ExtensionGroup?, _ facts: ExtensionGroupFacts,
        _ database: Connection
    ) throws {
        let (subject, after) = (contract.text, facts.line(settings))
        if let stored {
            try ExtensionGroupStore.change(stored, to: settings, database)
            try actor.audit(
                "extension-group.changed", subject: subject, before: facts.line(stored.settings), after: after, database
            )
        } else {
            _ = try ExtensionGroupStore.add(settings, to: contract, database)
            try actor.audit("extension-group.added", subject: subject, after: after, database)
        }
    }

    /// False when it is not as it was seen any more.
    static func remove(_ group: ExtensionGroup, by actor: Actor, _ database: Connection) throws -> Bool {
        guard try ExtensionGroupStore.find(group.id, database)?.version == group.version,
            let plan = try SmartPBXStore.contract(group.contract, database)?.plan
        else { return false }
        let facts = try ExtensionGroupStore.facts(of: group.contract, plan, database)
        try ExtensionGroupStore.remove(group.id, database)
        try actor.audit(
            "extension-group.removed", subject: group.contract.text, before: facts.line(group.settings), database)
        return true
    }
}

extension ExtensionGroupFacts {
    /// As the trail has it: `22300 all 20 22205 22201,22202 name`.
    fileprivate func line(_ settings: ExtensionGroup.Settings) -> String {
        let next: String? =
            switch settings.next {
            case nil: nil
            case .extension(let number)?: number.digits
            case .group(let id)?: group(id)?.number.digits
            case .officeLink(let number)?: number.digits
            }
        let members = settings.members.map(\.digits).joined(separator: ",")
        return [
            settings.number.digits, settings.mode.rawValue, "\(settings.ringSeconds)", next ?? "-",
            members.isEmpty ? "-" : members, settings.name,
        ].joined(separator: " ")
    }
}
