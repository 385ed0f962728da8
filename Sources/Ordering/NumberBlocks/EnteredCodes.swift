package import SQLite
package import Telephony

/// What 予約コード bring that somebody has entered, however they came: typed, from a file, or with a draft. Nothing else makes a reservation of
/// a code, and what makes this counts wrong ones, so that no page can look one up uncounted (VOICE-9).
package struct EnteredCodes: Sendable {
    private let results: [ReservationCode: Result<NumberReservation, NumberReservation.Refusal>]

    private init(_ results: [ReservationCode: Result<NumberReservation, NumberReservation.Refusal>]) {
        self.results = results
    }

    package static let none = EnteredCodes([:])

    /// Each of them once. What this writes has to last.
    /// - Parameters:
    ///   - now: the business clock's.
    ///   - trueTime: by which misses are counted.
    package init(
        _ codes: [ReservationCode], of company: Int, at now: Moment, missedAt trueTime: Moment, _ database: Connection
    ) throws {
        var results: [ReservationCode: Result<NumberReservation, NumberReservation.Refusal>] = [:]
        for code in codes where results[code] == nil {
            results[code] = try NumberReservation.enter(
                code.text, of: company, at: now, missedAt: trueTime, database)
        }
        self.init(results)
    }

    /// One that was not entered brings nothing.
    subscript(code: ReservationCode) -> Result<NumberReservation, NumberReservation.Refusal> {
        results[code] ?? .failure(.unknown)
    }
}
