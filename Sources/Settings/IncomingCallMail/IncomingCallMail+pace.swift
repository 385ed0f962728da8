import Telephony

extension IncomingCallMail {
    /// Calls to a number that are told of by a mail each within `paceMinutes`; how many more there were is told by one mail.
    static let mostCalls = 30
    static let paceMinutes = 10

    /// What a number has been told of lately.
    struct Pace: Sendable, Equatable {
        /// When the first of these calls was told of.
        let since: Moment
        private(set) var told = 0
        /// Calls beyond, of which no mail was written.
        private(set) var untold = 0

        init(since: Moment, told: Int = 0, untold: Int = 0) {
            (self.since, self.told, self.untold) = (since, told, untold)
        }

        /// Also where the clock has been put back: nobody is to wait for a time that came twice.
        func isOver(at now: Moment) -> Bool { now < since || now - since >= .minutes(paceMinutes) }

        /// One more call. Returns whether a mail tells of it.
        mutating func count() -> Bool {
            guard told < mostCalls else {
                untold += 1
                return false
            }
            told += 1
            return true
        }
    }
}
