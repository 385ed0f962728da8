import Exchange
import SQLite
import Shell
import Telephony

/// Where calls to 外線番号 are to go from now on: all that was typed on a page, or nothing.
struct IncomingChange: Sendable {
    let entries: [IncomingForm.Entry]
    let contract: ContractCode
    let actor: Actor

    enum Outcome: Sendable {
        case saved(Int)
        case wrong([IncomingProblem])
        /// AUTH-13: others were quicker with these.
        case conflict([OutsideLine])
        /// One of the numbers is not the contract's.
        case gone
    }

    func run(_ database: Connection) throws -> Outcome {
        guard let plan = try SmartPBXStore.contract(contract, database)?.plan else { return .gone }
        let facts = try ExtensionGroupStore.facts(of: contract, plan, database)
        var (edits, problems, conflicts) = ([Edit](), [IncomingProblem](), [OutsideLine]())
        for entry in entries where entry.isTouched {
            guard let line = try ExtensionRoutingStore.line(entry.number, database), line.contract == contract else {
                return .gone
            }
            let target = facts.target(typed: entry.typed)
            if target == nil, !entry.typed.isEmpty {
                problems.append(.unknown(entry.typed, of: entry.number))
            } else if target != line.target {
                if line.version != entry.version { conflicts.append(line) }
                edits.append(Edit(line: line, target: target))
            }
        }
        problems += loops(edits, facts.graph)
        if !problems.isEmpty { return .wrong(problems) }
        if !conflicts.isEmpty { return .conflict(conflicts) }
        for edit in edits {
            try ExtensionRoutingStore.set(edit.target, of: edit.line, database)
            try actor.audit(
                "extension-line.target", subject: edit.line.number.digits, before: facts.text(of: edit.line.target),
                after: facts.text(of: edit.target), database)
        }
        return .saved(edits.count)
    }

    private struct Edit {
        let line: OutsideLine
        let target: CallTarget?
    }

    private func loops(_ edits: [Edit], _ graph: CallGraph) -> [IncomingProblem] {
        var graph = graph
        for edit in edits { graph.set(edit.target.map { [.init($0)] } ?? [], from: .line(edit.line.number)) }
        return edits.compactMap { edit in
            graph.loop(through: .line(edit.line.number)).map { .loop($0, of: edit.line.number) }
        }
    }
}

/// Why calls to a number cannot go there.
enum IncomingProblem: Sendable, Equatable {
    /// As it was typed.
    case unknown(String, of: PhoneNumber)
    case loop([CallGraph.Place], of: PhoneNumber)
}
