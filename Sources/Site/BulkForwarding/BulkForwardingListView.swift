import Mustache

/// The list as `Templates/BulkForwarding/list` draws it.
struct BulkForwardingListView: ViewModel {
    let list: BulkForwardingList
    let person: Person
    /// What was typed, when it was refused.
    let form: BulkForwardingListForm?
    let refused: [PhoneNumber: BulkForwardingRefusal]

    static let fields: ViewFields<BulkForwardingListView> = [
        "search": { $0.needsSearch ? .object(SearchView(address: $0.list.address)) : .absent },
        "searchQuery": { .text($0.list.address.query) },
        "isEmpty": { .flag($0.list.rows.isEmpty) },
        "rows": { .list($0.rows) },
        "pager": { .object(ifAny: $0.pager) },
    ]

    /// A list of one page needs no search, unless it is the answer to one.
    private var needsSearch: Bool {
        list.numbers > BulkForwarding.numbersPerPage || list.address.isNarrowed
    }

    private var pager: PagerView? {
        guard !list.rows.isEmpty else { return nil }
        let address = list.address
        return PagerView(total: list.total, perPage: BulkForwarding.numbersPerPage, page: address.page) { page in
            BulkForwardingAddress.path + address.query(page: page)
        }
    }

    private var rows: [RowView] {
        var typed: [PhoneNumber: BulkForwardingListForm.Entry] = [:]
        for entry in form?.entries ?? [] { typed[entry.number] = entry }
        return list.rows.map { row in
            let entry = typed[row.number]
            return RowView(
                number: row.number.display, digits: row.number.digits,
                role: row.number == person.contractNumber ? "契約者回線番号" : nil,
                version: (entry?.shown ?? BulkForwardingShown(row)).text,
                value: entry?.typed ?? row.destination?.display ?? "",
                error: refused[row.number]?.sentence(for: row.number),
                isMonitorNumber: row.number == list.monitorNumber)
        }
    }
}

/// Texts made once: a row says its number several times.
private struct RowView: ViewModel {
    let number: String
    let digits: String
    let role: String?
    let version: String
    let value: String
    let error: String?
    let isMonitorNumber: Bool

    static let fields: ViewFields<RowView> = [
        "number": { .text($0.number) },
        "digits": { .text($0.digits) },
        "role": { .text(ifAny: $0.role) },
        "version": { .text($0.version) },
        "value": { .text($0.value) },
        "error": { .text(ifAny: $0.error) },
        "fixed": { $0.isMonitorNumber ? .object(FixedView()) : .absent },
    ]
}

/// FWD-3: the row of the monitor number, and why it has no field.
private struct FixedView: ViewModel {
    static let fields: ViewFields<FixedView> = [
        "reason": { _ in .text("監視用電話番号です。故障・回復通知の試験呼を受けるため、転送先を設定できません。") }
    ]
}

private struct SearchView: ViewModel {
    let address: BulkForwardingAddress

    static let fields: ViewFields<SearchView> = [
        "text": { .text($0.address.typed) },
        "inSource": { .flag($0.address.place == .source) },
        "inDestination": { .flag($0.address.place == .destination) },
        "inBoth": { .flag($0.address.place == .both) },
        "withoutDestination": { .flag($0.address.withoutDestination) },
        "isActive": { .flag($0.address.isNarrowed) },
        "error": { .text(ifAny: $0.address.search == nil ? BulkForwardingAddress.problem.sentence : nil) },
    ]
}
