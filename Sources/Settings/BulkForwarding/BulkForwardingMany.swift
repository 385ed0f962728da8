import HTTP
import Shell
import Telephony

/// FWD-10: one destination for many numbers at once, as a form says it.
struct BulkForwardingMany: Sendable {
    /// Whose destination it shall be; the raw value is the control's.
    enum Target: String, Sendable, CaseIterable {
        /// Every number that has none.
        case without
        /// What the list has been searched for.
        case found
        case ticked
        case all
    }

    let target: Target?
    let typed: String
    let ticked: Set<PhoneNumber>
    /// The newest change of destinations when the person was asked; nil before.
    let seen: Int?

    static let path = "/bulk-forwarding/many"

    init(_ form: Form) {
        target = form["target"].flatMap(Target.init)
        typed = form["many"] ?? ""
        seen = form["seen"].flatMap { Int($0) }
        ticked = Set(
            form.entries.compactMap { name, _ in
                name.hasPrefix("ticked-") ? PhoneNumber(clean: String(name.dropFirst("ticked-".count))) : nil
            })
    }

    /// As a form sends it once more.
    var sent: [(name: String, value: String)] {
        [("target", target?.rawValue ?? ""), ("many", typed)] + ticked.sorted().map { ("ticked-\($0.digits)", "1") }
    }

    /// The numbers it changes, out of those that the target names: the monitor number has no destination, and no number itself.
    func lines(
        of rows: [BulkForwarding.Row], to destination: PhoneNumber, monitorNumber: PhoneNumber?
    ) -> [BulkForwarding.ChangeLine] {
        rows.filter { row in
            row.number != monitorNumber && row.number != destination && row.destination != destination
                && (target != .ticked || ticked.contains(row.number)) && (target != .without || row.destination == nil)
        }.map { row in
            BulkForwarding.ChangeLine(
                number: row.number, before: row.destination, after: destination, version: row.version + 1)
        }
    }
}

extension BulkForwarding {
    /// What became of the wish for one destination for many.
    enum ManyOutcome: Sendable {
        case saved(Saved)
        case refused(BulkForwardingRefusal)
        /// Always asked about: it is one step for very many.
        /// - Parameter seen: goes back with the word: the newest change of destinations.
        case asks(BulkForwardingConsequence, seen: Int)
    }
}
