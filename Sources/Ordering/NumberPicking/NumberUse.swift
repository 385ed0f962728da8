import Telephony

/// What hangs on a number that is to end, and ends with it (VOICE-13).
struct NumberUse: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// 外線着信: its calls go somewhere.
        case incoming
        /// 外線発信: so many extensions show it.
        case outgoing(Int)
        /// 不在時動作 of so many extensions leads to it.
        case absences(Int)
        /// 転送先特定番号 of so many numbers.
        case forwardNumber(Int)
        /// The settings site: its sign-in, and what is set for it there.
        case settings
        /// The settings site calls it to know whether the line works.
        case monitor
    }

    let number: PhoneNumber
    let kinds: [Kind]
}
