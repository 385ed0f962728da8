import Accounts
package import Telephony

/// 「この電話はどうなる？」: the way of a call that somebody thinks of, and the rule that decided at each step. The same on the page and
/// at the command line.
package enum CallExplanation {
    /// The call that is asked about.
    package struct Question: Sendable, Equatable {
        package var to: PhoneNumber
        package var from: Caller
        /// ナンバー・リクエスト is on; it is set by telephone, and the site does not know.
        package var requestsNumber = false
        /// Nil for now.
        package var at: Moment?

        package init(to: PhoneNumber, from: Caller, requestsNumber: Bool = false, at: Moment? = nil) {
            self.to = to
            self.from = from
            self.requestsNumber = requestsNumber
            self.at = at
        }
    }

    /// Whose number a person may ask about: the contract's for who acts for it, else the own.
    static func mayAsk(_ person: Person, about number: PhoneNumber, isOfContract: Bool) -> Bool {
        person.actsForContract ? isOfContract : number == person.number
    }
}
