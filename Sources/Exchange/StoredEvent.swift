import SQLite
package import Telephony

/// A report as it is kept: a word, and what only some of them say.
package struct StoredEvent: Sendable {
    package let word: String
    package var failure: WorkFailure?
    package var number: PhoneNumber?
    /// When a number is cut over, or why it is not.
    package var detail: String?

    private static let plain: [(word: String, event: WorkEvent)] = [
        ("planned", .planned), ("begun", .begun), ("completed", .completed), ("completedPartly", .completedPartly),
        ("cancellationGranted", .cancellationGranted), ("cancellationRefused", .cancellationRefused),
        ("equipmentCompleted", .equipmentCompleted),
    ]
    private static let failed = "failed"
    private static let steps: [(word: String, step: PortStep)] = [
        ("port.confirming", .confirming), ("port.switching", .switching), ("port.done", .done),
        ("port.cancelled", .cancelled),
    ]
    private static let dated = "port.dated"
    private static let refused = "port.refused"

    package init(word: String, failure: WorkFailure? = nil, number: PhoneNumber? = nil, detail: String? = nil) {
        (self.word, self.failure, self.number, self.detail) = (word, failure, number, detail)
    }

    package init(_ event: WorkEvent) {
        switch event {
        case .failed(let failure): self.init(word: Self.failed, failure: failure)
        case .port(let number, .dated(let moment)):
            self.init(word: Self.dated, number: number, detail: "\(moment.stored)")
        case .port(let number, .refused(let why)):
            self.init(word: Self.refused, number: number, detail: why.rawValue)
        case .port(let number, let step):
            self.init(word: Self.steps.first { $0.step == step }?.word ?? "", number: number)
        default: self.init(word: Self.plain.first { $0.event == event }?.word ?? "")
        }
    }

    /// Nil where it is none that there is.
    package var event: WorkEvent? {
        if word == Self.failed { return .failed(failure ?? .equipment) }
        guard let number else { return Self.plain.first { $0.word == word }?.event }
        switch word {
        case Self.dated:
            return detail.flatMap { Int($0) }.map { .port(number, .dated(Moment(stored: $0))) }
        case Self.refused:
            return detail.flatMap(PortRefusal.init(rawValue:)).map { .port(number, .refused($0)) }
        default: return Self.steps.first { $0.word == word }.map { .port(number, $0.step) }
        }
    }
}
