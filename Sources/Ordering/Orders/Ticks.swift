import HTTP
import Shell
import Telephony

/// What can be ticked in a list.
protocol Tickable: Hashable, Sendable {
    /// In the names of fields.
    var tickName: String { get }
}

/// What is ticked in a form: it stays so over searches and pages, without script too.
struct Ticks<Item: Tickable>: Sendable, Equatable {
    var chosen: Set<Item>
    /// What is searched for.
    let words: String
    let page: Int

    static var perPage: Int { 100 }
    /// So many ticks, and the names of a page beside them.
    static var bodyLimit: Int { 128 * 1024 }

    /// As a page begins.
    init(_ chosen: Set<Item> = [], at query: Form) {
        self.chosen = chosen
        words = PastedText(query["q"] ?? "").text
        page = query.pageNumber
    }

    /// As they were sent: those that the page showed are as they are ticked there; all others stay as they were.
    init(_ chosen: Set<Item>, sent form: Form, among all: [Item]) {
        self.chosen = chosen
        words = PastedText(form["q"] ?? "").text
        let act = form["act"] ?? ""
        page = act.hasPrefix(Self.turn) ? Int(act.dropFirst(Self.turn.count)).map { max(1, $0) } ?? 1 : 1
        let shown = Set((form["shown"] ?? "").split(separator: " ").map(String.init))
        for number in all where shown.contains(number.tickName) {
            if form["tick-\(number.tickName)"] == "yes" {
                self.chosen.insert(number)
            } else {
                self.chosen.remove(number)
            }
        }
    }

    private static var turn: String { "page-" }

    /// All of them that were found, or none of them; what else a button asks for ticks nothing.
    mutating func carryOut(_ act: String, _ found: some Sequence<Item>) {
        switch act {
        case "all": chosen.formUnion(found)
        case "none": chosen.subtract(found)
        default: break
        }
    }

    /// Those that the page shows.
    func shown<Line>(_ found: [Line]) -> ArraySlice<Line> {
        found.dropFirst((page - 1) * Self.perPage).prefix(Self.perPage)
    }

    /// Pages that are turned to by a button of the form; none where one is enough.
    func pages(of count: Int) -> [ButtonPageView] {
        let pages = (count + Self.perPage - 1) / Self.perPage
        return pages < 2 ? [] : (1...pages).map { ButtonPageView(number: $0, isCurrent: $0 == page) }
    }

    /// For the address of a page that shows the same.
    var query: String { PercentEncoding.query([("q", words), ("page", "\(page)")]) }
}
