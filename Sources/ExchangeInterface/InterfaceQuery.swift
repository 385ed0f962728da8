import Exchange
import HTTP
import Shell

/// What a program asks a list for. Nothing of an address is passed over: a token in it least of all.
struct InterfaceQuery {
    let state: String?
    let after: OrderNumber?
    let limit: Int
    /// In seconds.
    let wait: Int

    /// Orders are told whole, and some have thousands of items.
    static let most = 10
    static let longestWait = 30
    private static let names: Set = ["state", "after", "limit", "wait"]

    init(_ request: Request) throws(InterfaceProblem) {
        let form = try Self.form(request)
        state = form["state"]
        guard let limit = Self.number(form["limit"], 1...Self.most, otherwise: Self.most),
            let wait = Self.number(form["wait"], 0...Self.longestWait, otherwise: 0)
        else {
            throw InterfaceProblem(
                .badRequest, "query", "limit is 1 to \(Self.most), wait 0 to \(Self.longestWait) seconds")
        }
        (self.limit, self.wait) = (limit, wait)
        after = form["after"].flatMap { OrderNumber($0) }
        guard after != nil || form["after"] == nil else {
            throw InterfaceProblem(.badRequest, "query", "after is the number of an order")
        }
    }

    private static func form(_ request: Request) throws(InterfaceProblem) -> Form {
        let form = request.queryForm()
        let pairs = request.query.utf8.split(separator: UInt8(ascii: "&")).count
        guard form.entries.count == pairs, form.entries.allSatisfy({ names.contains($0.name) }) else {
            throw InterfaceProblem(
                .badRequest, "query",
                "an address has state, after, limit and wait, once each; the token stands in Authorization alone")
        }
        return form
    }

    private static func number(_ text: String?, _ range: ClosedRange<Int>, otherwise: Int) -> Int? {
        guard let text else { return otherwise }
        guard (1...2).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(text), range.contains(number)
        else { return nil }
        return number
    }
}
