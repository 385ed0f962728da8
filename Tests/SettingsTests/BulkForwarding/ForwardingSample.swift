@testable import Settings
@testable import Telephony
import Testing

/// Numbers of the contract 0312340001 … for tests.
enum ForwardingSample {
    static func number(_ digits: String) throws -> PhoneNumber {
        try #require(PhoneNumber(digits))
    }

    /// 1 → 0312340001
    static func ofContract(_ place: Int) throws -> PhoneNumber {
        try number("031234" + String(10000 + place).dropFirst())
    }

    /// A contract of numbers 0312340001…; `destinations` by place. The last number is the monitor number.
    static func facts(count: Int = 5, _ destinations: [Int: String] = [:]) throws -> BulkForwardingFacts {
        let rows = try (1...count).map { place in
            let destination = try destinations[place].map(number)
            return BulkForwarding.Row(
                number: try ofContract(place), destination: destination, version: destination == nil ? 0 : 1)
        }
        return BulkForwardingFacts(rows: rows, monitorNumber: try ofContract(count), latestChange: 0)
    }

    static func upload(
        _ lines: [[String]], facts: BulkForwardingFacts, repairs: Bool = false
    ) -> BulkForwardingUpload {
        BulkForwardingUpload(
            CSVTable(lines.enumerated().map { CSVLine(number: $0 + 1, fields: $1) }), facts: facts, policy: .init(),
            repairs: repairs)
    }
}
