import Shell
import Telephony

/// Judges one line of an upload by itself; what several lines do together is judged by `BulkForwardingUpload`.
struct BulkForwardingLineReader {
    typealias WrongLine = BulkForwardingUpload.WrongLine

    struct Line {
        let number: PhoneNumber
        let before: PhoneNumber?
        let after: PhoneNumber?
    }

    let facts: BulkForwardingFacts
    let policy: Destination.Policy
    let repairsLostZeros: Bool

    func read(_ line: CSVLine) -> Result<Line, WrongLine> {
        guard line.fields.count == 2 else {
            let value = line.fields.joined(separator: ",")
            return .failure(WrongLine(line.number, .line, value, .columns(line.fields.count)))
        }
        switch source(line.fields[0]) {
        case .failure(let fault):
            return .failure(WrongLine(line.number, .source, line.fields[0], fault))
        case .success(let row):
            return destination(line.fields[1], for: row.number)
                .map { Line(number: row.number, before: row.destination, after: $0) }
                .mapError { WrongLine(line.number, .destination, line.fields[1], $0) }
        }
    }

    private func source(_ text: String) -> Result<BulkForwarding.Row, BulkForwardingUpload.Fault> {
        if let number = PhoneNumber(text) {
            return facts.row(of: number).map(Result.success) ?? .failure(.unknownSource)
        }
        if Self.isExponent(text) { return .failure(.exponent) }
        if let row = PhoneNumber(lackingZero: text).flatMap(facts.row) {
            return repairsLostZeros ? .success(row) : .failure(.lostZero(row.number))
        }
        switch ContractNumber.read(text) {
        case .failure(.empty): return .failure(.emptySource)
        case .failure(let fault): return .failure(.source(fault))
        case .success: return .failure(.unknownSource)
        }
    }

    private func destination(
        _ text: String, for number: PhoneNumber
    ) -> Result<PhoneNumber?, BulkForwardingUpload.Fault> {
        if Self.isExponent(text) { return .failure(.exponent) }
        let first = BulkForwarding.read(text, for: number, monitorNumber: facts.monitorNumber, policy: policy)
        guard repairsLostZeros, case .failure(.form(.lostLeadingZero(let repaired))) = first else {
            return first.mapError { .destination($0) }
        }
        return BulkForwarding.read(
            repaired.digits, for: number, monitorNumber: facts.monitorNumber, policy: policy
        ).mapError { .destination($0) }
    }

    /// What spreadsheets make of eleven digits in a narrow column: 9.01235E+10.
    private static func isExponent(_ text: String) -> Bool {
        guard let exponent = text.utf8.firstIndex(where: { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }) else {
            return false
        }
        return text.utf8[exponent...].dropFirst().first == UInt8(ascii: "+") && Double(text) != nil
    }
}
