import Shell
import Synchronization
import Telephony

/// The calls that go on in browsers of the demonstration. They are kept, since what a caller has done, such as starting the forwarding,
/// must not be done again with the next key.
final class DemoCalls: Sendable {
    private struct Entry {
        var call: DemoCall
        /// A key of it is being carried out.
        var isBusy = false
        let order: Int
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var begun = 0
    }

    /// The oldest one ends for the one beyond.
    private static let most = 200

    private let state = Mutex(State())

    func begin(_ call: DemoCall, as id: String) {
        state.withLock { state in
            state.begun += 1
            state.entries[id] = Entry(call: call, order: state.begun)
            guard state.entries.count > Self.most else { return }
            let oldest = state.entries.min { $0.value.order < $1.value.order }
            if let oldest { state.entries[oldest.key] = nil }
        }
    }

    /// The call once these keys have been pressed by who has seen so many of them; nil when there is no such call any more. A form that was
    /// sent twice, or by Back, presses nothing.
    func press(_ keys: String, seen: Int, in id: String) async -> DemoCall? {
        let taken = state.withLock { state -> (call: DemoCall, isMine: Bool)? in
            guard let entry = state.entries[id] else { return nil }
            guard !entry.isBusy, entry.call.count == seen else { return (entry.call, false) }
            state.entries[id]?.isBusy = true
            return (entry.call, true)
        }
        guard var call = taken?.call, taken?.isMine == true else { return taken?.call }
        await call.press(keys)
        state.withLock { [call] state in
            state.entries[id]?.call = call
            state.entries[id]?.isBusy = false
        }
        return call
    }
}
