import Foundation
package import SQLite
package import Telephony

/// What a call server tells of a call (CALL-4). A call has an id of the server's, and each kind of event once.
package struct CallEvent: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// It goes on to another number, and takes one of the contract's channels until it has ended.
        case forwarded
        case answered
        case noAnswer = "no-answer"
        case busy
        /// It is over, however it has gone.
        case ended
    }

    /// Characters of an id.
    package static let mostOfID = 256
    /// Seconds after which a forwarded call is over although nobody has said so.
    static let longestCall = 12 * 3600
    /// Events kept, and days.
    static let mostKept = 200_000
    static let daysKept = 7

    /// Signs of ASCII without blanks.
    static func isID(_ text: String) -> Bool {
        (1...mostOfID).contains(text.utf8.count)
            && text.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 32 && $0.value != 127 }
    }

    package let call: String
    package let kind: Kind
    /// The number that was called.
    package let number: PhoneNumber
    package let caller: Caller
    /// Where it went on to.
    package let destination: PhoneNumber?
    /// When it came in.
    package let at: Moment

    package init(
        call: String, kind: Kind, number: PhoneNumber, caller: Caller, destination: PhoneNumber? = nil, at: Moment
    ) {
        self.call = call
        self.kind = kind
        self.number = number
        self.caller = caller
        self.destination = destination
        self.at = at
    }
}

extension CallEvent {
    /// What became of the call; nil for its end, and for a forwarding without a destination.
    func result(testCallNumber: PhoneNumber?) -> CallResult? {
        let outcome: CallResult.Outcome? =
            switch kind {
            case .forwarded: destination.map { .forwarded(to: $0) }
            case .answered: .answered
            case .noAnswer: .noAnswer
            case .busy: .busy
            case .ended: nil
            }
        let isTest = testCallNumber != nil && caller.number == testCallNumber
        return outcome.map { CallResult(called: number, caller: caller, at: at, outcome: $0, isTest: isTest) }
    }
}

/// Whoever does something when a call server tells of a call, in the transaction in which the event is kept: each event comes once.
package struct CallEventReader: Sendable {
    package let read: @Sendable (_ event: CallEvent, _ contract: Int, Connection) throws -> Void

    package init(read: @escaping @Sendable (_ event: CallEvent, _ contract: Int, Connection) throws -> Void) {
        self.read = read
    }
}

/// The members that every event has, of whichever product its number is.
struct RawCallEvent: Decodable {
    let call: String
    let event: String
    let number: String

    var hasID: Bool { CallEvent.isID(call) }
}

/// `{"call": "…", "event": "forwarded", "number": "0312340001", "from": "0901234567", "to": "0312340002"}`; members that it does not know
/// are the call server's own.
struct CallEventMessage: Decodable {
    struct Malformed: Error {}

    let call: String
    let kind: CallEvent.Kind
    let number: PhoneNumber
    let caller: Caller
    let destination: PhoneNumber?

    private enum Key: String, CodingKey { case call, event, number, from, to }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        call = try values.decode(String.self, forKey: .call)
        let to = try values.decodeIfPresent(String.self, forKey: .to) ?? ""
        destination = PhoneNumber(signal: to)
        guard CallEvent.isID(call), to.isEmpty || destination != nil,
            let kind = CallEvent.Kind(rawValue: try values.decode(String.self, forKey: .event)),
            let number = PhoneNumber(signal: try values.decode(String.self, forKey: .number))
        else { throw Malformed() }
        (self.kind, self.number) = (kind, number)
        caller = Caller(signal: try values.decodeIfPresent(String.self, forKey: .from) ?? "")
    }

    func event(at now: Moment) -> CallEvent {
        CallEvent(call: call, kind: kind, number: number, caller: caller, destination: destination, at: now)
    }
}
