import SQLite
import Shell
import Telephony

extension OrderDesk {
    /// The 予約コード of what is wished, as somebody has entered them. Days of business count for codes, the true hour for wrong ones.
    func enter(_ items: [VoiceOrderItem], _ visit: Visit<Employee>) async throws -> EnteredCodes {
        let codes = items.compactMap(\.code)
        if codes.isEmpty { return .none }
        let (company, now, trueTime) = (visit.person.company, clock.now(), visit.now)
        return try await services.database.write {
            try EnteredCodes(codes, of: company, at: now, missedAt: trueTime, $0)
        }
    }
}
