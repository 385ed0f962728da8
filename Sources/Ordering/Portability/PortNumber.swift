package import Telephony

/// Which numbers can come from another carrier (PORT-1): those of a fixed line, 0AJ.
package enum PortNumber {
    package enum Problem: Error, Sendable, Equatable {
        /// No number of ten digits.
        case form(ContractNumberProblem)
        /// 050
        case ipTelephone
        /// 060, 070, 080, 090
        case mobile(prefix: String)
        /// A kind with a name: 0120, 0570, 110 …
        case kind(RefusedKind)
    }

    package static func read(_ text: String) -> Result<PhoneNumber, Problem> {
        if let problem = kind(of: text) { return .failure(problem) }
        return ContractNumber.read(text).mapError(Problem.form)
    }

    private static func kind(of text: String) -> Problem? {
        switch Destination.read(text) {
        case .failure(.refused(let kind)): .kind(kind)
        case .success(let number) where number.digits.utf8.count == 11:
            number.digits.hasPrefix("050") ? .ipTelephone : .mobile(prefix: String(number.digits.prefix(3)))
        default: nil
        }
    }
}
