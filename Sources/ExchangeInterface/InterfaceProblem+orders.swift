import HTTP
import Shell
import Telephony

extension InterfaceProblem {
    static let unknownOrder = InterfaceProblem(.notFound, "unknown-order", "there is no order of this number")

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
