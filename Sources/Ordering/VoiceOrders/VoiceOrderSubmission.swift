import Exchange
import SQLite
import Telephony

/// With what stands against orders that are carried out at once (VOICE-2).
struct VoiceOrderSubmission: OrderSubmission {
    let order: VoiceOrder
    let settlement: VoiceSettlement

    func submit(
        to intake: OrderIntake, from applicant: Applicant, at now: Moment, mayOrder: (Connection) throws -> Bool,
        _ database: Connection
    ) throws -> OrderNumber {
        try order.submit(to: intake, settlement, from: applicant, at: now, mayOrder: mayOrder, database)
    }
}
