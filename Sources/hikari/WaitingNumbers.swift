import Ordering
import SQLite
import Telephony

/// Numbers that wait for an order or a 予約コード, or have ended not long ago, are nobody's yet: the operator does not give them either.
enum WaitingNumbers {
    /// - Throws: `Refusal`, with all of them.
    static func refuse(_ numbers: [PhoneNumber], _ database: Connection) throws {
        do {
            try NumberBlockStore.giveDirectly(numbers, database)
        } catch let fault as NumbersNotFree {
            throw Refusal("not free: \(fault.numbers.map(\.digits).joined(separator: ", "))")
        }
    }
}
