import Shell
import Telephony

extension BulkForwarding {
    // AUTH-13: what is stored now and what was typed.

    /// The rows of the list that somebody else was quicker with; what else was typed goes along unseen.
    static func conflict(
        _ form: BulkForwardingListForm, _ rows: [Row], _ latest: BulkForwardingHistoryStore.Entry?, path: String,
        in language: Language
    ) -> Conflict {
        let numbers = Set(rows.map(\.number))
        let others = form.entries.filter { !numbers.contains($0.number) }
        return Conflict(
            change: latest.map { Authorship(at: $0.at, by: .named($0.author.words(in: language))) },
            rows: rows.compactMap { row in
                form.entries.first { $0.number == row.number }.map { conflict(of: row, $0, in: language) }
            },
            answer: .here(path: path, kept: others.flatMap(\.sent)),
            back: (path, Page.destinations.title(in: language)))
    }

    private static func conflict(
        of row: Row, _ entry: BulkForwardingListForm.Entry, in language: Language
    ) -> Conflict.Row {
        Conflict.Row(
            choice: "choice-\(row.number.digits)", label: row.number.display,
            shown: entry.shown.destination.map {
                $0.isEmpty ? words(for: nil, in: language) : PhoneNumber(clean: $0)?.display ?? $0
            },
            stored: words(for: row.destination, in: language),
            typed: entry.typed.isEmpty ? removal(in: language) : PhoneNumber(entry.typed)?.display ?? entry.typed,
            isNumbers: true, sent: entry.sent(BulkForwardingShown(row)))
    }

    /// Started and stopped again while the page showed it as it was before.
    static func conflict(
        turning isOn: Bool, _ present: Service, path: String, in language: Language
    ) -> Conflict {
        Conflict(
            change: present.latest.map { Authorship(at: $0.at, by: .named($0.by.words(in: language))) },
            rows: [
                Conflict.Row(
                    label: name(in: language), stored: present.words(in: language),
                    typed: order(isOn: isOn, in: language),
                    sent: [("version", "\(present.version)"), ("action", isOn ? "start" : "stop")])
            ],
            answer: .here(path: path), back: (path, Page.service.title(in: language)))
    }
}
