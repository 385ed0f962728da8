import Exchange
import Telephony

/// お申し込み履歴 as a file.
enum OrderFile {
    static func bytes(_ orders: [Order], _ policy: OrderPolicy, in language: Language) -> [UInt8] {
        var writer = CSVWriter(reserving: 256 + 160 * orders.count)
        writer.line(headings(in: language))
        for order in orders {
            writer.line(
                order.appliedAt.spreadsheetText, order.number.text, order.contract.text,
                Moment(startOf: order.openingDay).dayText, policy.name(of: order.service),
                order.kind.name(in: language),
                order.state.name(in: language), order.account)
        }
        return writer.bytes
    }
}
