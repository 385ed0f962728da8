import HTTP
import Shell

/// Which numbers the list shows, as the address of the page says it.
struct BulkForwardingAddress: Sendable {
    static let path = "/bulk-forwarding"

    /// What was typed into 電話番号の検索.
    let typed: String
    let place: BulkForwardingSearch.Place
    let withoutDestination: Bool
    /// Whether numbers can be ticked, for one destination for many.
    let picks: Bool
    /// From 1.
    let page: Int

    init(_ query: Form) {
        typed = query["q"] ?? ""
        place = query["where"].flatMap(BulkForwardingSearch.Place.init) ?? .both
        withoutDestination = query["without"] != nil
        picks = query["pick"] != nil
        page = query.pageNumber
    }

    /// Nil when what was typed cannot be looked for.
    var search: BulkForwardingSearch? {
        BulkForwardingSearch(reading: typed, place: place, withoutDestination: withoutDestination)
    }

    /// Something is, or should be, searched for.
    var isNarrowed: Bool { search?.isEverything != true }

    /// Of this list's page of that number: "" or "?…".
    func query(page: Int) -> String { query(page: page, picks: picks) }

    /// Of this page, where numbers can be ticked.
    var pickingQuery: String { query(page: page, picks: true) }

    private func query(page: Int, picks: Bool) -> String {
        var pairs: [(String, String)] = []
        if !typed.isEmpty { pairs += [("q", typed), ("where", place.rawValue)] }
        if withoutDestination { pairs.append(("without", "1")) }
        if picks { pairs.append(("pick", "1")) }
        if page > 1 { pairs.append(("page", "\(page)")) }
        return pairs.isEmpty ? "" : "?" + PercentEncoding.query(pairs)
    }

    var query: String { query(page: page) }
}
