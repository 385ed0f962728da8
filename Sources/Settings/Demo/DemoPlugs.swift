package import Telephony

/// The plugs of the telephones that test calls ring, in a demonstration.
package protocol DemoPlugs: Sendable {
    func isPlugged(_ number: PhoneNumber) -> Bool
    /// Puts a telephone's plug in, or pulls it.
    func plug(_ number: PhoneNumber, _ isPlugged: Bool)
}

extension DemoContracts {
    /// Where test calls ring: the last number of each contract.
    package static var monitorNumbers: [PhoneNumber] { all.compactMap(\.numbers.last) }
}
