import Shell
import Telephony

/// What a file of destinations would change (FWD-4, FWD-5). Nothing of it is applied while one line is wrong.
struct BulkForwardingUpload: Sendable {
    /// One number whose destination the file changes.
    struct Change: Sendable, Equatable {
        let number: PhoneNumber
        let before: PhoneNumber?
        let after: PhoneNumber?

        var kind: Kind {
            if after == nil { return .deleted }
            return before == nil ? .added : .changed
        }
    }

    enum Kind: Sendable { case added, changed, deleted }

    /// In the order of the file.
    private(set) var changes: [Change] = []
    /// Lines that say what is set already.
    private(set) var unchanged = 0
    /// In the order of the file.
    private(set) var wrong: [WrongLine] = []

    func count(_ kind: Kind) -> Int {
        changes.reduce(0) { $0 + ($1.kind == kind ? 1 : 0) }
    }

    private var lineNumbers: [PhoneNumber: Int] = [:]

    /// Judges every line of the file that says something.
    /// - Parameter repairsLostZeros: on the person's word only.
    init(
        _ lines: [CSVLine], facts: BulkForwardingFacts, policy: Destination.Policy, repairsLostZeros: Bool = false
    ) {
        changes.reserveCapacity(lines.count)
        lineNumbers.reserveCapacity(lines.count)
        let reader = BulkForwardingLineReader(facts: facts, policy: policy, repairsLostZeros: repairsLostZeros)
        for line in lines {
            switch reader.read(line) {
            case .failure(let wrongLine): wrong.append(wrongLine)
            case .success(let row): take(row, of: line, facts: facts)
            }
        }
        refuseLoops(facts: facts)
    }

    private mutating func take(_ row: BulkForwardingLineReader.Line, of line: CSVLine, facts: BulkForwardingFacts) {
        if let first = lineNumbers.updateValue(line.number, forKey: row.number) {
            lineNumbers[row.number] = first
            wrong.append(WrongLine(line.number, .source, line.fields[0], .duplicate(ofLine: first)))
        } else if row.before == row.after {
            unchanged += 1
        } else {
            changes.append(Change(number: row.number, before: row.before, after: row.after))
        }
    }

    /// FWD-3 for the file as a whole: each line that is part of a loop is named.
    private mutating func refuseLoops(facts: BulkForwardingFacts) {
        var destinations: [PhoneNumber: PhoneNumber?] = [:]
        destinations.reserveCapacity(changes.count)
        for change in changes { destinations.updateValue(change.after, forKey: change.number) }
        let loops = BulkForwardingLoop.closed(by: destinations, inOrder: changes.map(\.number)) {
            facts.row(of: $0)?.destination
        }
        guard !loops.isEmpty else { return }
        for loop in loops {
            let fault = Fault.destination(.loop(loop))
            for number in loop.numbers {
                guard let destination = destinations[number], let line = lineNumbers[number] else { continue }
                wrong.append(WrongLine(line, .destination, destination?.digits ?? "", fault))
            }
        }
        wrong.sort { $0.line < $1.line }
    }
}
