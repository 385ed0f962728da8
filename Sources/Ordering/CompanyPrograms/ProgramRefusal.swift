import HTTP
import Shell

/// A refusal with what a program needs besides to mend it.
struct ProgramRefusal: Error {
    /// So many places are told; who has mended these is told the next.
    static let mostProblems = 100

    let problem: InterfaceProblem
    var more = More()
    /// In seconds.
    var retryAfter: Int?

    /// Members of the answer besides those that every refusal has.
    struct More: Encodable, Sendable {
        /// Each place that is wrong.
        var problems: [Place]?
        /// The order that stands in the way.
        var productOrder: ProductOrderReference?
        /// What is to be agreed to.
        var agreement: [ProductOrderAgreement]?
        /// What it costs now.
        var fees: ProductOrderFees?
        /// When the same may be sent again.
        var availableFrom: String?
    }

    struct Place: Encodable, Sendable, Equatable {
        /// As `$.productOrderItem[0].product.digits`.
        let path: String
        let detail: String
    }

    init(_ problem: InterfaceProblem, _ more: More = More(), retryAfter: Int? = nil) {
        (self.problem, self.more, self.retryAfter) = (problem, more, retryAfter)
    }

    var response: Response {
        var response = problem.response(with: more)
        if let retryAfter { response.fields.set("Retry-After", "\(retryAfter)") }
        return response
    }
}

extension InterfaceProblem {
    static let unknownToken = InterfaceProblem(
        .unauthorized, "token", "the token is missing or wrong; it stands in Authorization alone")
    static let accountNotActive = InterfaceProblem(
        .forbidden, "account", "the token's account is not active any more")
    static let otherNetwork = InterfaceProblem(
        .forbidden, "network", "the company takes no requests from this address")
    static let noOrder = InterfaceProblem(.notFound, "unknown-order", "there is no order of this number")
    static let noContract = InterfaceProblem(
        .notFound, "unknown-contract", "there is no contract of this number that is in use")
    static let notInOrder = InterfaceProblem(
        .unprocessableContent, "invalid", "this cannot be ordered so: problems says what is wrong, and where")
    static let otherBody = InterfaceProblem(
        .conflict, "external-id", "something else was ordered under this externalId")
    static let unavailable = InterfaceProblem(
        .serviceUnavailable, "unavailable", "orders cannot be read or written now")

    static func noRight(_ detail: String) -> InterfaceProblem { InterfaceProblem(.forbidden, "no-right", detail) }

    static func tooMany(_ what: String) -> InterfaceProblem {
        InterfaceProblem(.tooManyRequests, "too-many-requests", "there were too many \(what)")
    }
}
