/// What a contract was and would be, and what of the work needs a night (PBX-11).
package struct SmartPBXOutcome: Sendable, Equatable {
    package enum Night: Sendable, Equatable {
        /// Everything happens at once.
        case none
        /// Numbers and channels change at once; 設備工事 follows in the window.
        case equipment
        /// Everything waits for the window.
        case whole
    }

    package let change: SmartPBXChange
    package let before: SmartPBXContent
    /// Nil: the contract has ended.
    package let after: SmartPBXContent?
    package let night: Night

    init(_ change: SmartPBXChange, before: SmartPBXContent, after: SmartPBXContent?) {
        (self.change, self.before, self.after) = (change, before, after)
        if case .lengthen = change {
            night = .whole
        } else {
            night = after.map { before.channels.needsNightWork(to: $0.channels) ? .equipment : .none } ?? .none
        }
    }

    /// The extensions that come, go, or get another number: the old ones.
    package var touched: [Extension] {
        switch change {
        case .add(let lines, _): return lines
        case .delete(let numbers, _):
            let gone = Set(numbers)
            return before.extensions.filter { gone.contains($0.number) }
        case .lengthen, .end: return before.extensions
        case .addFeature, .endFeature: return []
        }
    }

    package var record: SmartPBXChangeRecord {
        SmartPBXChangeRecord(
            before: SmartPBXSummary(before),
            after: after.map { SmartPBXSummary($0) } ?? SmartPBXSummary(plan: before.plan, extensions: 0, added: 0),
            extensions: touched, officeLink: officeLink)
    }

    /// Whose consent the order begins, or ends, with.
    private var officeLink: OfficeLink.Consent? {
        switch change {
        case .addFeature(let consent): consent
        case .endFeature, .end: before.officeLink?.consent
        case .add, .delete, .lengthen: nil
        }
    }

    /// PBX-4: so many 追加 fall away because the growing デフォルト needs their room.
    package var channelsPushedOut: Int {
        guard case .add(_, let channels) = change, let after else { return 0 }
        return max(0, before.channels.added + channels - after.channels.added)
    }
}
