package import Telephony

/// So many numbers more beside a number that somebody has.
package struct NumberWish: Sendable, Equatable {
    package let kind: VoiceNumberKind
    /// 基本契約番号: its area is the one of geographic numbers.
    package let base: PhoneNumber
    package let count: Int

    /// Nil for none, and for more than are given at once.
    package init?(_ kind: VoiceNumberKind, beside base: PhoneNumber, count: Int) {
        guard (1...NumberBlock.mostAtOnce).contains(count) else { return nil }
        (self.kind, self.base, self.count) = (kind, base, count)
    }
}

/// The numbers that would be given for a wish, or have been.
package struct NumberOffer: Sendable, Equatable {
    /// Lowest first.
    package let runs: [NumberRun]

    init(_ chosen: [NumberRun]) { runs = NumberRun.joined(chosen) }

    package var count: Int { runs.reduce(0) { $0 + $1.count } }
    /// 連番でご用意できます
    package var isConsecutive: Bool { runs.count == 1 }
    package var numbers: [PhoneNumber] { runs.flatMap(\.numbers) }
}

/// A wish for more numbers than are free.
package struct TooFewNumbers: Error, Sendable, Equatable {
    /// Which of the wishes, counted from 0.
    package let wish: Int
    /// What is left for it.
    package let free: Int
}
