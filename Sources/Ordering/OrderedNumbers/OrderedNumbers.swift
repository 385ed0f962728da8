import Exchange
import Telephony

/// The telephone numbers that an order is about.
enum OrderedNumbers {
    /// Numbers that come are told when they have come: what is held for an order may still be another's.
    static func areShown(of order: Order) -> Bool {
        switch order.kind {
        case .addNumbers, .dated: order.state == .completed || order.state == .partial
        default: true
        }
    }
}
