package import Telephony

/// What became of a test call (FAULT-1).
package enum LineCallOutcome: Sendable, Equatable {
    /// The device rang, was answered or said that it is busy.
    case reached(String)
    /// It was not reached in time, or the network said that it cannot be. In doubt (FAULT-7) is what may just as well be a fault
    /// of ours: silence, a transport that fails, an error of the proxy's own; everything else has come back through the proxy.
    case failed(String, isInDoubt: Bool)
    /// Something answered that could not be read: it says nothing about the line (FAULT-10).
    case unreadable(String)
    /// Given up on our side: it says nothing about the line.
    case abandoned(String)

    /// For the operator: `180`, `408`, `no answer`.
    package var word: String {
        switch self {
        case .reached(let word), .failed(let word, _), .unreadable(let word), .abandoned(let word): word
        }
    }

    /// Nil for what counts neither way.
    var reached: Bool? {
        switch self {
        case .reached: true
        case .failed: false
        case .unreadable, .abandoned: nil
        }
    }

    /// Whether it has come back through the proxy, which therefore lives.
    var provesProxy: Bool {
        switch self {
        case .reached, .failed(_, isInDoubt: false): true
        case .failed, .unreadable, .abandoned: false
        }
    }
}

/// Places test calls. The program's own speaks SIP; tests bring lines that do what they are told.
package protocol LineCaller: Sendable {
    /// Rings a number and, in any case and once, says what became of it. Comes back at once.
    /// - Parameter patience: how long it waits for a telling answer.
    func call(
        _ number: PhoneNumber, patience: Duration, answer: @escaping @Sendable (LineCallOutcome) -> Void)
}
