package import Exchange
package import SQLite
import Shell
package import Telephony

/// What the operator says of outages, with its line in the audit trail.
package enum OutageOperator {
    /// Why it cannot be so.
    package enum Problem: Error, Sendable, Equatable {
        case unknownContract(ContractCode)
        case otherService(ContractCode)
        /// Its order is under way, or has come to nothing.
        case neverInUse(ContractCode)
        /// The contract was over by then.
        case ended(ContractCode, at: Moment)
        case unknownOutage(Int)
        case endsBeforeItBegins
        case isToCome(Moment)
        case overlaps(OutageRecord)
        case textTooLong
        case controlCharacter
    }

    /// What an operator says of one that is new.
    package struct Draft: Sendable {
        package var contract: ContractCode
        package var knownAt: Moment
        package var recoveredAt: Moment?
        package var reach: Outage.Reach
        package var cause: Outage.Cause
        package var hasJointPrices = false
        package var carrierCompensates = false
        package var text = ""

        package init(
            _ contract: ContractCode, knownAt: Moment, recoveredAt: Moment?, _ reach: Outage.Reach,
            _ cause: Outage.Cause
        ) {
            (self.contract, self.knownAt, self.recoveredAt) = (contract, knownAt, recoveredAt)
            (self.reach, self.cause) = (reach, cause)
        }
    }

    /// - Throws: `Problem`.
    package static func add(_ draft: Draft, at now: Moment, _ database: Connection) throws -> OutageRecord {
        let company = try company(of: draft.contract, database)
        let outage = try outage(draft)
        for moment in [outage.knownAt, outage.recoveredAt].compactMap({ $0 }) where moment > now {
            throw Problem.isToCome(moment)
        }
        try refuseBeyondEnd(of: outage, database)
        try refuseOverlap(of: outage, database)
        let id = try OutageStore.add(outage, at: now, database)
        try Actor.operatorOfOrdering(company: company, at: now).audit(
            "ordering.outage.added", subject: outage.contract.text, after: span(outage), database)
        return OutageRecord(id: id, company: company, outage: outage)
    }

    /// 回復時刻, of one that goes on, or another one in place of what was said.
    /// - Throws: `Problem`.
    package static func end(
        _ id: Int, at recovered: Moment, noted now: Moment, _ database: Connection
    ) throws -> (before: OutageRecord, after: OutageRecord) {
        guard let before = try OutageStore.find(id, database) else { throw Problem.unknownOutage(id) }
        guard let outage = before.outage.recovered(at: recovered) else { throw Problem.endsBeforeItBegins }
        guard recovered <= now else { throw Problem.isToCome(recovered) }
        try refuseBeyondEnd(of: outage, database)
        try refuseOverlap(of: outage, besides: id, database)
        let after = OutageRecord(id: id, company: before.company, outage: outage)
        if before == after { return (before, after) }
        try OutageStore.end(id, at: recovered, database)
        try Actor.operatorOfOrdering(company: before.company, at: now).audit(
            "ordering.outage.ended", subject: outage.contract.text, before: span(before.outage), after: span(outage),
            database)
        return (before, after)
    }

    private static func company(of code: ContractCode, _ database: Connection) throws -> Int {
        guard let company = try ServiceContractStore.company(of: code, database),
            let contract = try ServiceContractStore.find(code, of: company, database)
        else { throw Problem.unknownContract(code) }
        guard contract.service == .smartPBX else { throw Problem.otherService(code) }
        guard contract.openedAt != nil else { throw Problem.neverInUse(code) }
        return company
    }

    /// When it began is not asked: of contracts that are older than this site only is known when they were entered.
    private static func refuseBeyondEnd(of outage: Outage, _ database: Connection) throws {
        guard let ended = try OutageStore.end(of: outage.contract, database) else { return }
        guard outage.knownAt < ended, (outage.recoveredAt ?? ended) <= ended else {
            throw Problem.ended(outage.contract, at: ended)
        }
    }

    private static func outage(_ draft: Draft) throws -> Outage {
        let text = PlainName(draft.text)
        guard text.count <= Outage.longestText else { throw Problem.textTooLong }
        guard !text.hasControlCharacters else { throw Problem.controlCharacter }
        let outage = Outage(
            draft.contract, knownAt: draft.knownAt, recoveredAt: draft.recoveredAt, draft.reach, draft.cause,
            hasJointPrices: draft.hasJointPrices, carrierCompensates: draft.carrierCompensates, text: text.text)
        guard let outage else { throw Problem.endsBeforeItBegins }
        return outage
    }

    private static func refuseOverlap(of outage: Outage, besides id: Int? = nil, _ database: Connection) throws {
        let other = try OutageStore.list(of: outage.contract, database).first {
            $0.id != id && $0.outage.overlaps(outage)
        }
        if let other { throw Problem.overlaps(other) }
    }

    /// `2026-11-27 10:00:00 - 2026-11-28 10:00:00`, as people read it in the trail too; open while it goes on.
    private static func span(_ outage: Outage) -> String {
        "\(outage.knownAt.spreadsheetText) -" + (outage.recoveredAt.map { " \($0.spreadsheetText)" } ?? "")
    }
}

extension OutageOperator.Problem: CustomStringConvertible {
    /// For the operator.
    package var description: String {
        switch self {
        case .unknownContract(let code): "there is no contract \(code)"
        case .otherService(let code): "\(code) is no contract of Smart PBX"
        case .neverInUse(let code): "\(code) has never been in use"
        case .ended(let code, let ended):
            "\(code) ended on \(ended.machineText): an outage of it was known before then and is over by then"
        case .unknownOutage(let id): "there is no outage \(id)"
        case .endsBeforeItBegins: "an outage ends later than it was known, and this one does not"
        case .isToCome(let moment): "\(moment.machineText) is still to come"
        case .overlaps(let other):
            "outage \(other.id) of the same contract lasts from \(other.outage.knownAt.machineText) to \(other.outage.recoveredAt?.machineText ?? "now")"
        case .textTooLong: "--text has more than \(Outage.longestText) characters"
        case .controlCharacter: "--text holds control characters"
        }
    }
}
