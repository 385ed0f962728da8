import Exchange
import Mustache
import SQLite
import Shell
import Telephony

/// What an order says, on its page: of a new contract its extensions, of a change what was before and after.
struct SmartPBXOrderedView: ViewModel {
    private let content: SmartPBXContentView?
    private let change: SmartPBXChangeView?

    init(_ order: Order, _ language: Language, _ database: Connection) throws {
        if order.kind == .new {
            content = try SmartPBXOrderStore.ordered(order.number, database).map {
                SmartPBXContentView(content: $0, language: language)
            }
            change = nil
        } else {
            content = nil
            change = try SmartPBXChangeStore.find(order.number, database).map {
                SmartPBXChangeView(record: $0, kind: order.kind, night: order.night, language: language)
            }
        }
    }

    static let fields: ViewFields<SmartPBXOrderedView> = [
        "content": { .object(ifAny: $0.content) },
        "change": { .object(ifAny: $0.change) },
    ]
}
