package import Exchange
package import SQLite
package import Telephony

/// A change of a contract, or its end, as it is handed in (PBX-7 to 11).
package struct SmartPBXChangeOrder: Sendable {
    package let contract: ContractCode
    package let change: SmartPBXChange
    /// 変更工事時間帯, where one was asked for.
    package let window: NightWindow?
    package let details: CustomerDetails
    package let consents: [Consent]
    package let draft: OrderDraft.Reference
    package let officeLink: OfficeLink.Policy

    package init(
        _ change: SmartPBXChange, of contract: ContractCode, in window: NightWindow?, _ details: CustomerDetails,
        consents: [Consent], draft: OrderDraft.Reference, officeLink: OfficeLink.Policy = OfficeLink.Policy()
    ) {
        self.officeLink = officeLink
        (self.change, self.contract, self.window) = (change, contract, window)
        (self.details, self.consents, self.draft) = (details, consents, draft)
    }

    /// Throws an `OrderRefusal` when it is not taken: what was checked is judged once more with what the contract has now.
    package func submit(
        to intake: OrderIntake, from applicant: Applicant, at now: Moment, mayOrder: (Connection) throws -> Bool,
        _ database: Connection
    ) throws -> OrderNumber {
        let outcome = try outcome(of: applicant.company, officeLink.closing(on: now.day), database)
        let application = OrderApplication(
            service: .smartPBX, kind: change.kind, contract: contract, draft: draft, details: details,
            documents: SmartPBXOrders.documents, consents: consents,
            night: outcome?.wait(window, at: now) ?? .none, fees: outcome.map(fees) ?? [])
        return try intake.take(
            application, from: applicant, at: now, mayOrder: mayOrder,
            keep: { number, _, database in
                guard let outcome else { throw OrderRefusal.contractChanged }
                if outcome.night != .none {
                    guard let window else { throw OrderRefusal.contractChanged }
                    guard NightWindow.open(at: now).contains(window) else { throw OrderRefusal.windowPassed }
                }
                try SmartPBXChangeStore.keep(outcome, of: number, database)
            }, database)
    }

    private func fees(_ outcome: SmartPBXOutcome) -> [FeeItem] { SmartPBXFees.items(of: outcome.record, change.kind) }

    package func fees(of company: Int, _ database: Connection) throws -> [FeeItem] {
        try outcome(of: company, nil, database).map(fees) ?? []
    }

    package var crossesMidnight: Bool { window?.crossesMidnight ?? false }

    /// Nil where the contract is not there, or the change cannot be had of it any more.
    /// - Parameter closing: why 付加機能 cannot be ordered at that time.
    private func outcome(
        of company: Int, _ closing: OfficeLink.Closing?, _ database: Connection
    ) throws -> SmartPBXOutcome? {
        guard try ServiceContractStore.find(contract, of: company, database)?.state == .open,
            let content = try SmartPBXContent.ofOrders(contract, featureClosing: closing, database),
            case .success(let outcome) = change.applied(to: content)
        else { return nil }
        return outcome
    }
}

extension SmartPBXOutcome {
    /// What waits for the window that was chosen.
    func wait(_ window: NightWindow?, at now: Moment) -> OrderNight {
        let begin = window?.begin(on: now.day)
        return switch night {
        case .none: .none
        case .equipment: OrderNight(equipment: begin)
        case .whole: OrderNight(begins: begin)
        }
    }
}
