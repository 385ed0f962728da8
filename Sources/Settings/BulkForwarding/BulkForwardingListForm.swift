import HTTP
import Telephony

/// The version of a row that travels through the form: its number, and the destination that was shown, so that a row
/// nobody touched is known for one even when somebody else has changed it meanwhile. 「3-09012345678」
struct BulkForwardingShown: Sendable, Equatable {
    let version: Int
    /// Digits; empty for none. Nil when a form gives only the number.
    let destination: String?

    init(_ row: BulkForwarding.Row) {
        version = row.version
        destination = row.destination?.digits ?? ""
    }

    init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let version = parts.first.flatMap({ Int($0) }), version >= 0 else { return nil }
        self.version = version
        destination = parts.count > 1 ? String(parts[1]) : nil
    }

    var text: String { "\(version)-\(destination ?? "")" }
}

/// What was typed on one page of the list: for each number a destination, and the version that was shown.
struct BulkForwardingListForm: Sendable {
    struct Entry: Sendable {
        let number: PhoneNumber
        let typed: String
        let shown: BulkForwardingShown
    }

    /// In the order of the page, the untouched ones included.
    let entries: [Entry]

    /// Throws when the form is none of ours.
    init(_ form: Form) throws {
        entries = try form.entries.compactMap { name, value in
            guard name.hasPrefix("destination-") else { return nil }
            let digits = String(name.utf8.dropFirst("destination-".utf8.count)) ?? ""
            guard let number = PhoneNumber(ascii: digits.utf8), number.digits == digits,
                let shown = form["version-\(digits)"].flatMap(BulkForwardingShown.init)
            else { throw FormProblem.malformed }
            // On the page that shows both, the person may have chosen what is set already.
            if form["choice-\(digits)"] == "stored" { return nil }
            return Entry(number: number, typed: value, shown: shown)
        }
    }

    /// Judges the rows that were touched, all of them at once.
    func read(
        monitorNumber: PhoneNumber?, policy: Destination.Policy
    ) -> (edits: [BulkForwarding.Edit], refused: [PhoneNumber: BulkForwardingRefusal]) {
        var edits: [BulkForwarding.Edit] = []
        var refused: [PhoneNumber: BulkForwardingRefusal] = [:]
        for entry in entries where !entry.isUntouched {
            let read = BulkForwarding.read(
                entry.typed, for: entry.number, monitorNumber: monitorNumber, policy: policy)
            switch read {
            case .failure(let refusal): refused[entry.number] = refusal
            case .success(let destination) where destination?.digits ?? "" == entry.shown.destination: continue
            case .success(let destination):
                edits.append(
                    BulkForwarding.Edit(
                        number: entry.number, destination: destination, shownVersion: entry.shown.version))
            }
        }
        return (edits, refused)
    }
}

extension BulkForwardingListForm.Entry {
    /// As a form sends it, once more.
    var sent: [(name: String, value: String)] { sent(shown) }

    /// As if that had been shown.
    func sent(_ shown: BulkForwardingShown) -> [(name: String, value: String)] {
        [("destination-\(number.digits)", typed), ("version-\(number.digits)", shown.text)]
    }

    /// Sent back as it was shown, whatever is allowed by now.
    fileprivate var isUntouched: Bool {
        guard let shown = shown.destination else { return false }
        return typed == shown || PhoneNumber(shown)?.display == typed
    }
}
