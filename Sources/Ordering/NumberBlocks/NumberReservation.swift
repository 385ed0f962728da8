package import Exchange
package import SQLite
package import Telephony

/// Numbers that wait for the one company whose 予約コード they bear.
package struct NumberReservation: Sendable, Equatable {
    package let code: ReservationCode
    package let company: Int
    /// As of a block.
    package let area: String
    package let runs: [NumberRun]
    package let expiresAt: Moment
    /// Nil: it waits.
    package let usedBy: OrderNumber?

    package var kind: VoiceNumberKind { area == VoiceNumberKind.ipArea ? .ip : .geographic }
    package var count: Int { runs.reduce(0) { $0 + $1.count } }
    package var numbers: [PhoneNumber] { runs.flatMap(\.numbers) }
}

extension NumberReservation {
    /// Wrong ones an hour, of a whole company.
    static let allowedMisses = 10
    static let missWindow: Duration = .hours(1)
    /// A wrong code is counted once: whoever looks at it again in their own draft has guessed nothing new. Forgotten after so many days.
    static let missMemory: Duration = .days(30)

    /// Why a code brings nothing.
    package enum Refusal: Error, Sendable, Equatable {
        /// Wrong, another company's, used already or expired: nobody is told which.
        case unknown
        case tooManyMisses(until: Moment)
    }

    /// What a code brings that somebody of the company has entered. A miss is counted, once for each wrong code, so what this writes has
    /// to last.
    /// - Parameters:
    ///   - text: as it was typed.
    ///   - now: the business clock's.
    ///   - trueTime: by which misses are counted.
    package static func enter(
        _ text: String, of company: Int, at now: Moment, missedAt trueTime: Moment, _ database: Connection
    ) throws -> Result<NumberReservation, Refusal> {
        let misses = try NumberReservationStore.misses(of: company, since: trueTime - missWindow, database)
        if misses.count >= allowedMisses, let oldest = misses.suffix(allowedMisses).first {
            return .failure(.tooManyMisses(until: oldest + missWindow))
        }
        let code = ReservationCode(typed: text)
        if let code, let found = try NumberReservationStore.usable(code, of: company, at: now, database) {
            return .success(found)
        }
        try NumberReservationStore.noteMiss(
            code?.text ?? PastedText(text).text, of: company, at: trueTime, database)
        return .failure(.unknown)
    }
}
