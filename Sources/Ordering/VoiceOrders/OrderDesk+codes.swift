import SQLite
import Shell
import Telephony

extension OrderDesk {
    /// The 予約コード of what is wished, as somebody has entered them. Days of business count for codes, the true hour for wrong ones.
    func enter(_ items: [VoiceOrderItem], _ visit: Visit<Employee>) async throws -> EnteredCodes {
        try await enter(items, of: visit.person.company, at: visit.now)
    }

    func enter(_ items: [VoiceOrderItem], of company: Int, at trueTime: Moment) async throws -> EnteredCodes {
        let codes = items.compactMap(\.code)
        if codes.isEmpty { return .none }
        let now = clock.now()
        return try await services.database.write {
            try EnteredCodes(codes, of: company, at: now, missedAt: trueTime, $0)
        }
    }
}
