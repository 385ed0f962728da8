import Encodings
import Telephony

/// What a change of destinations would do to calls, as far as a person must know before it is made (FWD-13, FWD-14).
struct BulkForwardingConsequence: Sendable, Equatable {
    struct Touched: Sendable, Equatable {
        let number: PhoneNumber
        let before: CallWay
        let after: CallWay
    }

    /// Forwarding is on now.
    let isOn: Bool
    /// The numbers that are changed, in the order of the change.
    let touched: [Touched]
    /// Those whose new destination is a number of the contract: in a power cut it is as dead as its source.
    let inside: [PhoneNumber]
    /// While forwarding is on: the numbers, changed or not, whose callers hear busy from then on, ascending.
    let busy: [PhoneNumber]
    /// While forwarding is on: no call to the contract would ring anywhere.
    let leavesNothing: Bool

    init(
        _ changes: [BulkForwarding.DestinationChange], to outlook: BulkForwardingOutlook, _ tally: BulkForwardingTally,
        isOn: Bool
    ) {
        self.isOn = isOn
        let after = outlook.changed(changes)
        touched = changes.map {
            Touched(number: $0.number, before: outlook.way(of: $0.number), after: after.way(of: $0.number))
        }
        inside = changes.filter { $0.after.map(outlook.isInside) ?? false }.map(\.number)
        guard isOn else {
            (busy, leavesNothing) = ([], false)
            return
        }
        let busyNow = after.destinations.keys.filter(after.isBusy)
        let busyBefore = Set(outlook.destinations.keys.filter(outlook.isBusy))
        busy = busyNow.filter { !busyBefore.contains($0) }.sorted()
        leavesNothing = !busy.isEmpty && tally.forwarded + busyBefore.count <= busyNow.count
    }

    /// So many of the changed numbers end with the busy tone.
    var touchedBusy: Int {
        touched.count { if case .busy = $0.after.end { true } else { false } }
    }

    var mustBeAsked: Bool { !inside.isEmpty || !busy.isEmpty }

    /// What a person has agreed to: the same for the same questions only.
    var agreement: String {
        let questions = [inside.map(\.digits), busy.map(\.digits), [isOn ? "on" : "off"]]
        return String(FNV1a.hash(questions.map { $0.joined(separator: ",") }.joined(separator: ";").utf8), radix: 36)
    }
}
