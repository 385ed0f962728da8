import SQLite
import Shell
import Telephony

extension OrderDesk {
    /// 予約コード as somebody has entered them, in their order: why one brings nothing. Wrong ones are counted (VOICE-9). Days of business
    /// count for codes, the true hour for wrong ones.
    func enter(codes: [String], _ visit: Visit<Employee>) async throws -> [NumberReservation.Refusal?] {
        if codes.isEmpty { return [] }
        let (company, now, trueTime) = (visit.person.company, clock.now(), visit.now)
        return try await services.database.write { database in
            try codes.map { code in
                switch try NumberReservation.enter(code, of: company, at: now, missedAt: trueTime, database) {
                case .success: nil
                case .failure(let refusal): refusal
                }
            }
        }
    }
}
