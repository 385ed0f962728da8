package import Exchange
import SQLite
package import Telephony

/// Where an order stands with a real exchange. The raw value is what is stored, and what its programs say (TMF622).
package enum OpenOrderState: String, Sendable, CaseIterable, StorableValue {
    case acknowledged
    /// It has a time for it.
    case pending
    case inProgress
    case completed
    /// Some of its numbers only.
    case partial
    case failed
    case cancelled

    package var isOpen: Bool { [.acknowledged, .pending, .inProgress].contains(self) }
    /// Nothing has been done about it yet: it can still be cancelled.
    package var isBefore: Bool { self == .acknowledged || self == .pending }
}

/// What has become of the question whether an order can be cancelled.
package enum OpenCancellation: String, Sendable, CaseIterable, StorableValue {
    case asked, granted, refused
}

/// An order as a real exchange has it before it.
package struct OpenOrder: Sendable, Equatable {
    package struct Amendment: Sendable, Equatable {
        package let sequence: Int
        /// Nil: as it was.
        package let begins: Moment?
        /// Numbers that are to be asked for once more, and have not been changed again since.
        package let numbers: [PhoneNumber]
    }

    package let work: WorkOrder
    package let takenAt: Moment
    package let state: OpenOrderState
    package let failure: WorkFailure?
    package let cancellation: OpenCancellation?
    package let isEquipmentDone: Bool
    /// Of its numbers from other carriers, as far as something has been said of them.
    package let steps: [PhoneNumber: PortStep]
    package let amendments: [Amendment]
    package let expected: Moment?
    package let note: String?

    package init(
        _ work: WorkOrder, takenAt: Moment, state: OpenOrderState = .acknowledged, failure: WorkFailure? = nil,
        cancellation: OpenCancellation? = nil, isEquipmentDone: Bool = false, steps: [PhoneNumber: PortStep] = [:],
        amendments: [Amendment] = [], expected: Moment? = nil, note: String? = nil
    ) {
        (self.work, self.takenAt, self.state, self.failure) = (work, takenAt, state, failure)
        (self.cancellation, self.isEquipmentDone, self.steps) = (cancellation, isEquipmentDone, steps)
        (self.amendments, self.expected, self.note) = (amendments, expected, note)
    }

    package var ported: [PhoneNumber] { work.numbers.filter { $0.change == .port }.map(\.number) }
}
