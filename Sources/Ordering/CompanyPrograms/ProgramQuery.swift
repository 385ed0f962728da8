import Exchange
import HTTP
import Shell

/// What a program asks a list for. Nothing of an address is passed over: a token in it least of all.
struct ProgramQuery {
    private let form: Form
    let limit: Int

    /// - Parameter names: those that the address has besides `after` and `limit`.
    init(_ request: Request, _ names: Set<String> = [], most: Int) throws(InterfaceProblem) {
        form = request.queryForm()
        let pairs = request.query.utf8.split(separator: UInt8(ascii: "&")).count
        let known = names.union(["after", "limit"])
        guard form.entries.count == pairs, Set(form.entries.map(\.name)).count == pairs,
            form.entries.allSatisfy({ known.contains($0.name) })
        else {
            throw InterfaceProblem(
                .badRequest, "query",
                "an address has \(known.sorted().joined(separator: ", ")), once each; the token stands in Authorization alone"
            )
        }
        guard let limit = Self.number(form["limit"], otherwise: most), (1...most).contains(limit) else {
            throw InterfaceProblem(.badRequest, "query", "limit is 1 to \(most)")
        }
        self.limit = limit
    }

    /// An address that has none.
    static func expectNone(_ request: Request) throws(InterfaceProblem) {
        guard request.query.isEmpty else {
            throw InterfaceProblem(
                .badRequest, "query", "this address has no query; the token stands in Authorization alone")
        }
    }

    subscript(_ name: String) -> String? { form[name] }

    func afterOrder() throws(InterfaceProblem) -> OrderNumber? {
        guard let text = form["after"] else { return nil }
        guard let number = OrderNumber(text) else {
            throw InterfaceProblem(.badRequest, "query", "after is the number of an order")
        }
        return number
    }

    func afterEvent() throws(InterfaceProblem) -> Int {
        guard let number = Self.number(form["after"], otherwise: 0) else {
            throw InterfaceProblem(.badRequest, "query", "after is the eventId of an event, or 0")
        }
        return number
    }

    private static func number(_ text: String?, otherwise: Int) -> Int? {
        guard let text else { return otherwise }
        guard (1...18).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }
}
