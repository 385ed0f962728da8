import Telephony

/// What the JSON interface reads and writes. Members it does not know are the call server's own, and passed over.
enum TelephoneMenuMessages {
    /// `{"from": "0312340001", "to": "0363044747", "withheld": false}`
    struct NewCall: Decodable {
        let caller: TelephoneMenu.Caller
        let accessNumber: String

        private enum Key: String, CodingKey { case from, to, withheld }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            accessNumber = try values.decode(String.self, forKey: .to)
            let isWithheld = try values.decodeIfPresent(Bool.self, forKey: .withheld) ?? false
            let number = try values.decodeIfPresent(String.self, forKey: .from) ?? ""
            caller = isWithheld ? .withheld : TelephoneMenu.Caller(signal: number)
        }
    }

    /// `{"call": "…", "keys": "1"}`, `{"call": "…", "silence": true}` or `{"call": "…", "hangup": true}`
    struct Input: Decodable {
        enum Event { case keys(String), silence, hangUp }

        let call: String
        let event: Event

        private enum Key: String, CodingKey { case call, keys, silence, hangup }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            call = try values.decode(String.self, forKey: .call)
            let keys = try values.decodeIfPresent(String.self, forKey: .keys)
            let isSilent = try values.decodeIfPresent(Bool.self, forKey: .silence)
            let hangsUp = try values.decodeIfPresent(Bool.self, forKey: .hangup)
            switch (keys, isSilent, hangsUp) {
            case (let keys?, nil, nil) where (1...64).contains(keys.utf8.count) && keys.allSatisfy(Self.isKey):
                event = .keys(keys)
            case (nil, true, nil): event = .silence
            case (nil, nil, true): event = .hangUp
            default: throw MessageError()
            }
        }

        private static func isKey(_ key: Character) -> Bool { "0123456789*#".contains(key) }
    }

    /// What is to be said now, and what the caller is expected to press then.
    struct Answer: Encodable {
        struct Speech: Encodable, Equatable {
            /// The recording's name.
            let prompt: String
            /// The whole sentence.
            let text: String
            /// What is said digit by digit before the recording.
            let digits: String?
            /// What is said as a number before the recording.
            let count: Int?
        }

        let call: String
        let say: [Speech]
        let expect: String
        let ended: Bool
        /// Whether a temporary password has been set in this call.
        let set: Bool
        /// Whether something else has been done in this call (FWD-12).
        let done: Bool

        init(_ id: String, _ call: TelephoneCall, _ steps: [TelephoneCall.Step]) {
            self.call = id
            say = steps.compactMap { step in
                guard case .say(let prompt) = step else { return nil }
                return Speech(
                    prompt: prompt.name, text: call.sentence(of: prompt), digits: prompt.number?.digits,
                    count: prompt.count)
            }
            expect =
                switch call.expectation {
                case .unit: "unit"
                case .numberAndHash: "number"
                case .password: "password"
                case .pin: "pin"
                case .choice: "choice"
                case .nothing: "nothing"
                }
            ended = call.expectation == .nothing
            set = call.hasSet
            done = call.hasActed
        }
    }

    /// A body that says nothing this interface knows.
    struct MessageError: Error {}
}
