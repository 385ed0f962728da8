package import HTTP
import Telephony

/// A refusal as RFC 9457 has it: `code` is what programs look at, `detail` is for people.
package struct InterfaceProblem: Error, Sendable, Equatable {
    package let status: Status
    package let code: String
    package let detail: String

    package init(_ status: Status, _ code: String, _ detail: String) {
        (self.status, self.code, self.detail) = (status, code, detail)
    }

    package var response: Response {
        let body = Body(title: status.reason, status: status.code, code: code, detail: detail)
        var response = InterfaceJSON.response(body, status)
        response.contentType = "application/problem+json"
        if status == .unauthorized { response.fields.set("WWW-Authenticate", "Bearer") }
        if status == .serviceUnavailable { response.fields.set("Retry-After", "5") }
        return response
    }

    private struct Body: Encodable {
        let type = "about:blank"
        let title: String
        let status: Int
        let code: String
        let detail: String
    }

    static let unknownOrder = InterfaceProblem(.notFound, "unknown-order", "there is no order of this number")

    static func malformed(_ detail: String) -> InterfaceProblem { InterfaceProblem(.badRequest, "malformed", detail) }

    static func invalid(_ code: String, _ detail: String) -> InterfaceProblem {
        InterfaceProblem(.unprocessableContent, code, detail)
    }

    init(_ problem: OpenOrderProblem) {
        let (code, detail) =
            switch problem {
            case .wrongArrow(let from, let to):
                (
                    "wrong-arrow",
                    "no order goes from \(from.rawValue) to \(to.rawValue), or it has failed for another reason"
                )
            case .wrongStep(let number):
                ("wrong-step", "the number \(number.digits) does not go there from where it stands")
            case .notUnderWay(let number):
                (
                    "not-under-way",
                    "the number \(number.digits) moves while its order is under way, and is cut over while it is inProgress"
                )
            case .numbersNotDone:
                (
                    "numbers-not-done",
                    "completed needs every ported number done; partial every one done or cancelled, and one of them cancelled"
                )
            case .noEquipment:
                ("no-equipment-work", "equipment work ends after its order is completed, where there is any")
            case .notAsked: ("not-asked", "nobody has asked for the cancellation of this order")
            case .answeredOtherwise: ("answered-otherwise", "the question has been answered otherwise")
            }
        self.init(.conflict, code, detail)
    }
}
