import CivilCalendar
import Exchange
import SQLite
import Telephony

/// With what stands against orders that are carried out at once (VOICE-2).
struct VoiceOrderSubmission: OrderSubmission {
    let order: VoiceOrder
    let settlement: VoiceSettlement
    /// The business clock's, when it was drawn up.
    let now: Moment
    /// By which wrong codes are counted.
    let trueTime: Moment

    var openingDay: CivilDate? { order.begins?.day }

    func fees(of company: Int, _ database: Connection) throws -> [FeeItem] {
        try order.fees(by: company, at: now, missedAt: trueTime, database)
    }

    func prepare(by applicant: Applicant, at now: Moment, trueTime: Moment, _ database: Connection) throws {
        try order.enter(by: applicant, at: now, missedAt: trueTime, database)
    }

    func submit(
        to intake: OrderIntake, from applicant: Applicant, at now: Moment, mayOrder: (Connection) throws -> Bool,
        _ database: Connection
    ) throws -> OrderNumber {
        try order.submit(to: intake, settlement, from: applicant, at: now, mayOrder: mayOrder, database)
    }
}
