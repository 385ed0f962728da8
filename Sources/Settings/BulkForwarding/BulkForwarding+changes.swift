import Telephony

extension BulkForwarding {
    /// One row that a change moves, and the version it has afterwards.
    struct ChangeLine: Sendable, Equatable {
        let number: PhoneNumber
        let before: PhoneNumber?
        let after: PhoneNumber?
        let version: Int
    }

    /// What was done in one step, and can be undone in one step.
    enum ChangeKind: String, Sendable {
        case edit, upload, undo, start, stop
    }

    /// What somebody typed for one number, and the version of the row that the page showed.
    struct Edit: Sendable, Equatable {
        let number: PhoneNumber
        let destination: PhoneNumber?
        let shownVersion: Int
    }

    /// What a save has done.
    struct Saved: Sendable, Equatable {
        /// Nil when everything was so already, as after a double click.
        let change: Int?
        let rows: Int
        /// So many of the rows end with the busy tone.
        var busy = 0

        static let nothing = Saved(change: nil, rows: 0)
    }

    enum SaveOutcome: Sendable, Equatable {
        case saved(Saved)
        /// AUTH-13: somebody else changed these rows after the page was shown; they are as they are now.
        case conflict([Row])
        case refused([PhoneNumber: BulkForwardingRefusal])
        /// FWD-13, FWD-14: not before the person has seen what it does to calls.
        case asks(BulkForwardingConsequence)
        /// A number that was never on the person's page.
        case foreignNumber
    }

    /// What the next page says of it.
    enum Done: Sendable {
        case saved(change: Int, Saved, isOn: Bool)
        /// What was typed was so already.
        case nothing
        case switched(isOn: Bool, at: Moment)
        /// It was on, or off, already.
        case unchanged(isOn: Bool, at: Moment)
        case undone(rows: Int)
        case alreadyUndone
    }

    enum SwitchOutcome: Sendable, Equatable {
        case switched
        /// It was so already.
        case unchanged
        /// AUTH-13: it has been started and stopped since the page was shown, and is so now.
        case conflict(Service)
        /// No call would ring anywhere.
        case nowhere(registered: Bool)
    }

    enum UndoOutcome: Sendable, Equatable {
        case undone(Int)
        /// Somebody, or the first click of two, was quicker.
        case alreadyUndone
        case notFound
        /// These rows have been changed again since.
        case newerChanges([PhoneNumber])
        case refused(BulkForwardingRefusal)
        /// As for a save.
        case asks(BulkForwardingConsequence)
    }
}
