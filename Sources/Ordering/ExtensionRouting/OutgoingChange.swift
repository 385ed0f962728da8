import Exchange
import SQLite
import Shell
import Telephony

/// One number for many extensions, in one step.
struct OutgoingChange: Sendable {
    let chosen: Set<ExtensionNumber>
    /// Nil: 非通知.
    let shown: PhoneNumber?
    /// The newest change when the page was drawn.
    let seen: Int
    let contract: ContractCode
    let actor: Actor

    enum Outcome: Sendable {
        /// With what it can be undone by; nil when everything was so already.
        case saved(Int, change: Int?)
        /// AUTH-13: others were quicker with these.
        case conflict([OutgoingNumber], seen: Int)
        /// The number is not the contract's.
        case unknownNumber
    }

    func run(_ database: Connection) throws -> Outcome {
        if let shown {
            guard try ExtensionRoutingStore.line(shown, database)?.contract == contract else { return .unknownNumber }
        }
        let others = try OutgoingNumberStore.all(of: contract, database)
            .filter { chosen.contains($0.extension) && $0.shown != shown }
        let latest = try ExtensionChangeStore.latest(.outgoingNumbers, of: contract, database)
        if latest != seen {
            let touched = try ExtensionChangeStore.touched(since: seen, .outgoingNumbers, of: contract, database)
            let quicker = others.filter { touched.contains($0.extension) }
            if !quicker.isEmpty { return .conflict(quicker, seen: latest) }
        }
        guard !others.isEmpty else { return .saved(0, change: nil) }
        let changes = others.map { OutgoingNumber.Change($0.extension, before: $0.shown, after: shown) }
        let change = try OutgoingNumberStore.write(changes, of: contract, at: actor.at, database)
        try actor.audit(
            "outgoing-number.many", subject: shown?.digits ?? contract.text, after: "\(changes.count)", database)
        return .saved(changes.count, change: change)
    }
}

/// Takes a change back, as one step, if nothing newer touched its extensions (SET-8).
struct OutgoingUndo: Sendable {
    let change: Int
    let contract: ContractCode
    let actor: Actor

    enum Outcome: Sendable, Equatable {
        case undone(Int)
        /// Somebody, or the first click of two, was quicker.
        case alreadyUndone
        case notFound
        /// These have been changed again since.
        case newer([ExtensionNumber])
        /// These were shown before, and have left the contract.
        case numbersGone([PhoneNumber])
    }

    func run(_ database: Connection) throws -> Outcome {
        guard let isUndone = try ExtensionChangeStore.isUndone(change, .outgoingNumbers, of: contract, database) else {
            return .notFound
        }
        if isUndone { return .alreadyUndone }
        let back = try OutgoingNumberStore.changes(in: change, database)
            .map { OutgoingNumber.Change($0.extension, before: $0.after, after: $0.before) }
        let touched = try ExtensionChangeStore.touched(since: change, .outgoingNumbers, of: contract, database)
        let newer = back.map(\.extension).filter(touched.contains)
        guard newer.isEmpty else { return .newer(newer) }
        let present = Set(try ExtensionRoutingStore.lines(of: contract, database).map(\.number))
        let gone = Set(back.compactMap(\.after)).subtracting(present)
        guard gone.isEmpty else { return .numbersGone(gone.sorted()) }
        _ = try OutgoingNumberStore.write(back, of: contract, at: actor.at, database)
        try ExtensionChangeStore.markUndone(change, database)
        try actor.audit("outgoing-number.undo", subject: contract.text, after: "\(back.count)", database)
        return .undone(back.count)
    }
}
