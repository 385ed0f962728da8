package import SQLite
import Synchronization
package import Telephony

/// What a running server remembers of its saves and duties; in memory only, for nothing else may work.
package final class HealthRecord: Sendable {
    private struct State {
        var saving: HealthFacts.Saving
        var isDiskFull = false
        /// By name; nil until the duties are this program's.
        var duties: [String: DutyRun]?
    }

    private let state: Mutex<State>

    /// Opening the database has written to it, or found everything as it should be.
    package init(at now: Moment) { state = Mutex(State(saving: .saved(now))) }

    package func note(_ event: WritingEvent, at now: Moment) {
        state.withLock { state in
            switch event {
            case .saved: state.saving = .saved(now)
            case .failed(let error):
                if case .failing = state.saving { return }
                state.saving = .failing(since: now, why: "\(error)")
            case .diskIsFull: state.isDiskFull = true
            case .diskHasRoom: state.isDiskFull = false
            }
        }
    }

    package func begin(_ duties: [Duty], at now: Moment) {
        state.withLock { state in
            for duty in duties {
                state.duties = state.duties ?? [:]
                state.duties?[duty.label] = DutyRun(name: duty.label, interval: duty.interval, endedAt: now)
            }
        }
    }

    package func ended(_ duty: Duty, isWell: Bool, at now: Moment) {
        state.withLock { state in
            state.duties?[duty.label]?.endedAt = now
            let since = state.duties?[duty.label]?.failingSince
            state.duties?[duty.label]?.failingSince = isWell ? nil : since ?? now
        }
    }

    package var duties: [DutyRun]? {
        state.withLock { $0.duties.map { $0.values.sorted { $0.name < $1.name } } }
    }

    /// Nil while saving fails.
    package var savedAt: Moment? {
        state.withLock { if case .saved(let moment) = $0.saving { moment } else { nil } }
    }

    /// - Parameter notices: nil when the database does not answer.
    package func facts(notices: [HealthNotice]?, freeBytes: Int?, certificateEnds: Moment?) -> HealthFacts {
        let (saving, isDiskFull) = state.withLock { ($0.saving, $0.isDiskFull) }
        return HealthFacts(
            saving: notices == nil ? nil : saving, isDiskFull: isDiskFull, freeBytes: freeBytes, duties: duties,
            certificateEnds: certificateEnds, notices: notices ?? [])
    }
}

extension Duty {
    fileprivate var label: String { "\(name)" }
}
