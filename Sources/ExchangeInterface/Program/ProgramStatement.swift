import Exchange
import Foundation
import Telephony

/// What is said at the door of one report, or of several about the numbers of one order.
struct ProgramStatement {
    let order: OrderNumber
    let reports: [WorkReport]

    /// In one body: as many as it holds with room to spare.
    private static let mostInBody = 1_000

    /// How far has been said what there was, when this one is said.
    var last: Int { reports.last?.sequence ?? 0 }

    var parts: [ProgramStatement] { reports.map { ProgramStatement(order: order, reports: [$0]) } }

    /// In the order of the reports. Steps of one order's numbers that stand side by side are said at once, each number once.
    static func statements(of reports: [WorkReport]) -> [ProgramStatement] {
        var all: [ProgramStatement] = []
        var numbers: Set<PhoneNumber> = []
        for report in reports {
            if case .port(let number, _) = report.event, let last = all.last, last.order == report.order,
                !numbers.isEmpty, numbers.count < mostInBody, numbers.insert(number).inserted
            {
                all[all.count - 1] = ProgramStatement(order: last.order, reports: last.reports + [report])
                continue
            }
            numbers = []
            if case .port(let number, _) = report.event { numbers = [number] }
            all.append(ProgramStatement(order: report.order, reports: [report]))
        }
        return all
    }

    private var answersCancellation: Bool {
        reports.contains { $0.event == .cancellationGranted || $0.event == .cancellationRefused }
    }

    var method: String { answersCancellation ? "POST" : "PATCH" }
    var path: String { answersCancellation ? "/cancelProductOrder" : "/productOrder/\(order.text)" }

    var body: [UInt8] {
        var body = Body()
        if reports.contains(where: \.isSimulated) { body.simulated = true }
        for report in reports { body.say(report.event, of: order) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(body)).map { Array($0) } ?? []
    }
}

private struct Body: Encodable {
    struct Item: Encodable {
        let id: String
        let state: String
        var date: String?
        var reason: String?
    }

    var state: String?
    var failure: String?
    var simulated: Bool?
    var productOrder: CancelProductOrder.Reference?
    var productOrderItem: [Item]?

    mutating func say(_ event: WorkEvent, of order: OrderNumber) {
        switch event {
        case .planned: state = OpenOrderState.pending.rawValue
        case .begun: state = OpenOrderState.inProgress.rawValue
        case .completed: state = OpenOrderState.completed.rawValue
        case .completedPartly: state = OpenOrderState.partial.rawValue
        case .failed(let why): (state, failure) = (OpenOrderState.failed.rawValue, why.rawValue)
        case .cancellationGranted: answer(.granted, of: order)
        case .cancellationRefused: answer(.refused, of: order)
        case .equipmentCompleted: productOrderItem = [Item(id: ItemName.equipment, state: ItemName.done)]
        case .port(let number, let step):
            var item = Item(id: ItemName.number(number), state: PortWords.word(of: step))
            if case .dated(let moment) = step { item.date = moment.machineText }
            if case .refused(let why) = step { item.reason = why.rawValue }
            productOrderItem = (productOrderItem ?? []) + [item]
        }
    }

    private mutating func answer(_ cancellation: OpenCancellation, of order: OrderNumber) {
        (state, productOrder) = (
            CancelProductOrder.word(of: cancellation), CancelProductOrder.Reference(id: order.text)
        )
    }
}
