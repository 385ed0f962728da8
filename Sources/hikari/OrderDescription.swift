import Exchange
import Ordering
import Telephony

/// One order of a list, as programs read it.
struct OrderDescription: Encodable {
    let number: String
    let company: Int
    let contract: String
    let service: String
    let kind: String
    let state: String
    let failure: String?
    let account: String
    let appliedAt: String
    let openingDay: String
    let endedAt: String?
    let isSimulated: Bool

    init(_ order: Order) {
        number = order.number.text
        company = order.company
        contract = order.contract.text
        service = order.service.rawValue
        kind = order.kind.rawValue
        state = order.state.rawValue
        failure = order.failure?.rawValue
        account = order.account
        appliedAt = order.appliedAt.machineText
        openingDay = Moment(startOf: order.openingDay).dayText
        endedAt = order.endedAt?.machineText
        isSimulated = order.isSimulated
    }

    var lines: [String] {
        [
            "number      \(number)", "company     \(company)", "contract    \(contract)",
            "order       \(service) \(kind)\(isSimulated ? ", simulated" : "")",
            "state       \(state)\(failure.map { ", \($0)" } ?? "")", "account     \(account)",
            "applied     \(appliedAt)", "opens       \(openingDay)",
        ] + (endedAt.map { ["ended       \($0)"] } ?? [])
    }
}
