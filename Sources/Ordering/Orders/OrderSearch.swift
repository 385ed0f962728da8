import Encodings
import Exchange
import HTTP
import Shell
import Telephony

/// What お申し込み履歴 is searched for, as the address has it (OHIST-1).
struct OrderSearch: Sendable {
    let service: OrderedService?
    let state: OrderState?
    let contract: String
    let words: String
    let typedFrom: String
    let typedTo: String
    /// Older ones than this.
    let before: OrderNumber?

    static let perPage = 100

    init(_ query: Form) {
        service = query["service"].flatMap(OrderedService.init)
        state = query["state"].flatMap(OrderState.init)
        contract = PastedText(query["contract"] ?? "").text.uppercased()
        words = PastedText(query["q"] ?? "").text
        typedFrom = query["from"] ?? ""
        typedTo = query["to"] ?? ""
        before = query["before"].flatMap { OrderNumber($0) }
    }

    var isNarrowed: Bool {
        service != nil || state != nil || !contract.isEmpty || !words.isEmpty || !typedFrom.isEmpty || !typedTo.isEmpty
    }

    /// Nil where nobody means that day; unlimited where nothing was typed.
    var from: Moment? { typedFrom.isEmpty ? Moment(milliseconds: 0) : Self.day(typedFrom) }
    /// That day too.
    var to: Moment? { typedTo.isEmpty ? Self.end : Self.day(typedTo).map { $0 + .days(1) } }

    private static let end = Moment(milliseconds: 1 << 52)

    /// `2026-11-21`, `2026/11/21`
    private static func day(_ typed: String) -> Moment? {
        let parts = PastedText(typed).text.split { $0 == "-" || $0 == "/" }.map { Int($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
        return Moment(startOfDay: day, month: month, year: year)
    }

    /// The same search, from an order on or from its beginning.
    func query(before order: OrderNumber? = nil) -> String {
        let all = [
            ("service", service?.rawValue ?? ""), ("state", state?.rawValue ?? ""), ("contract", contract),
            ("q", words),
            ("from", typedFrom), ("to", typedTo), ("before", order?.text ?? ""),
        ].filter { !$0.1.isEmpty }
        return all.isEmpty ? "" : "?" + PercentEncoding.query(all)
    }
}
