import Telephony

/// A row of numbers that the operator gives out.
package struct NumberBlock: Sendable, Equatable {
    package let id: Int
    /// What all of them begin with: 03, 0422, 050. Who has a number that begins so may have more of them.
    package let area: String
    package let run: NumberRun

    package var kind: VoiceNumberKind { area == VoiceNumberKind.ipArea ? .ip : .geographic }

    /// As many as begin with 03 and one more digit.
    package static let mostNumbers = 10_000_000
    /// A wish for more at once is two wishes.
    package static let mostAtOnce = 2_000
    static let areaDigits = 2...6
}

/// How many of a block's numbers stand how: together as many as there are.
package struct NumberTally: Sendable, Equatable {
    package var free = 0
    package var held = 0
    package var reserved = 0
    package var given = 0
    package var quarantined = 0

    package var all: Int { free + held + reserved + given + quarantined }
}

/// How a number stands that is not free. The raw value is what is stored.
package enum NumberState: String, Sendable {
    /// For an order that is under way.
    case held
    /// For whoever has the code.
    case reserved
    /// In use.
    case given
    /// Ended, and not yet given to anybody else, so that nobody gets the calls of whoever had it (VOICE-10).
    case quarantined
}

/// What the operator may set about numbers.
package struct NumberPolicy: Sendable {
    /// VOICE-10: a number that has ended stays unused so long.
    package var quarantineDays = 180
    /// VOICE-9
    package var reservationDays = 30

    package init() {}
}
