import Exchange
import SQLite
import Telephony

/// 「同じ内容で申し込み直す」 (ORD-12): which 予約コード of an order wait again, as they do when nothing has come of it; what they had brought is not
/// asked for once more without them.
struct RepeatedCodes {
    /// With one of the numbers that each had brought.
    let rows: [(code: ReservationCode, line: VoiceOrderLine)]
    /// Numbers that came without a code, or whose code is used up.
    let others: [VoiceOrderLine]
}

extension VoiceOrderStore {
    static func codes(
        of lines: [VoiceOrderLine], _ order: Order, at now: Moment, _ database: Connection
    ) throws -> RepeatedCodes {
        let coming = lines.filter { $0.change == .connect }
        let waiting = try NumberReservationStore.waiting(
            with: coming.map(\.number), of: order.company, at: now, database)
        let rows = waiting.compactMap { reservation in
            let brought = Set(reservation.numbers)
            return coming.first { brought.contains($0.number) }.map { (code: reservation.code, line: $0) }
        }
        let coded = Set(waiting.flatMap(\.numbers))
        return RepeatedCodes(rows: rows, others: coming.filter { !coded.contains($0.number) })
    }
}
