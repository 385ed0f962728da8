/// 標準納期, in business days (DATED-4).
package struct LeadTimes: Sendable, Equatable {
    package var numbers = 5
    package var features = 3
    package var portabilityFromNTT = 8
    package var portabilityFromOthers = 13
    /// On top of the others.
    package var changedConfirmation = 5

    package init() {}

    /// What an operator may set each to.
    package static let range = 1...60
}

/// Why an order cannot be carried out at once.
package struct LeadTime: Sendable, Equatable {
    package enum Cause: Sendable, CaseIterable {
        case numbers
        /// 付加機能, 廃止, 電話帳掲載
        case features
        case portabilityFromNTT, portabilityFromOthers
    }

    /// What takes longest.
    package let cause: Cause
    /// Business days for that.
    package let days: Int
    /// Those that 取引確認 takes because it has changed.
    package let confirmationDays: Int

    package var all: Int { days + confirmationDays }

    /// The latest of all that is ordered counts; nil where nothing is.
    package static func longest(
        of causes: some Sequence<Cause>, hasChangedConfirmation: Bool, _ times: LeadTimes
    ) -> LeadTime? {
        causes.max { times[$0] < times[$1] }.map { cause in
            LeadTime(
                cause: cause, days: times[cause],
                confirmationDays: hasChangedConfirmation ? times.changedConfirmation : 0)
        }
    }
}

extension LeadTimes {
    subscript(cause: LeadTime.Cause) -> Int {
        switch cause {
        case .numbers: numbers
        case .features: features
        case .portabilityFromNTT: portabilityFromNTT
        case .portabilityFromOthers: portabilityFromOthers
        }
    }
}
