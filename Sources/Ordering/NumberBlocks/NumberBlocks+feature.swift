import SQLite
import Shell
import Telephony

extension NumberBlocks {
    /// No pages: what numbers there are the operator says, and who gets them orders do.
    static func feature(_ policy: NumberPolicy, _ clock: OrderingClock) -> Feature<Employee> {
        Feature(
            vocabulary: vocabulary, duties: [NumberDuty(policy, clock).duty],
            forgetOld: { now, database in
                try NumberReservationStore.forgetMisses(before: now - NumberReservation.missMemory, database)
            })
    }
}
