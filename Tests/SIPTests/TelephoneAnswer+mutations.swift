import TestPrograms
@testable import SIP

extension TelephoneAnswer {
    /// The same answer from another box of the kind: everything that means the same to the RFC, and everything that nobody reads,
    /// is written otherwise.
    func mutated(_ dice: inout Dice) -> TelephoneAnswer {
        var answer = self
        answer.lineEnd = dice.below(3) == 0 ? "\n" : "\r\n"
        if dice.below(2) == 0 { answer.start = Array("SIP/2.0 \(status)".utf8) + Self.words(&dice) }
        for index in answer.fields.indices { answer.fields[index] = Self.mutated(answer.fields[index], &dice) }
        for _ in 0..<dice.below(4) {
            answer.fields.insert(
                Field(name: "X-\(dice.below(99))", value: Self.junk(&dice)), at: dice.below(answer.fields.count + 1))
        }
        answer.addHops(&dice)
        answer.shuffle(&dice)
        return answer
    }

    private static func words(_ dice: inout Dice) -> [UInt8] { dice.below(3) == 0 ? [] : [32] + junk(&dice) }

    /// Bytes of any kind but line ends.
    private static func junk(_ dice: inout Dice) -> [UInt8] {
        (0..<dice.below(40)).map { _ in UInt8(dice.below(256)) }.filter { $0 != 10 && $0 != 13 }
    }

    private static func mutated(_ field: Field, _ dice: inout Dice) -> Field {
        guard field.isNeeded else {
            // Reason, Server, Allow, Warning …: whatever stands there.
            return dice.below(3) == 0 ? Field(name: field.name, value: junk(&dice)) : field
        }
        let names = [
            "via": ["v", "Via", "VIA", "vIa"], "from": ["f", "From", "FROM"], "to": ["t", "To", "TO"],
            "call-id": ["i", "Call-ID", "Call-Id", "CALL-ID"], "cseq": ["CSeq", "Cseq", "CSEQ"],
        ]
        let all = names.first { $0.key == field.key || $0.value.contains(field.key) }?.value ?? [field.name]
        let blanks = ["", " ", "\t", "  "]
        var value = Array(blanks[dice.below(4)].utf8) + field.value.drop { $0 == 32 }
        if dice.below(3) == 0 { fold(&value, &dice) }
        return Field(
            name: all[dice.below(all.count)] + blanks[dice.below(4)], value: value + Array(blanks[dice.below(4)].utf8))
    }

    /// Breaks the line at one of its blanks, outside quotes (RFC 3261 § 7.3.1).
    private static func fold(_ value: inout [UInt8], _ dice: inout Dice) {
        var isQuoted = false
        var places: [Int] = []
        for (index, byte) in value.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == 32, !isQuoted, index > 0, value[index - 1] != 10 { places.append(index) }
        }
        guard !places.isEmpty else { return }
        value.insert(contentsOf: Array("\r\n".utf8), at: places[dice.below(places.count)])
    }

    /// Hops behind ours, in the same line or in lines of their own.
    private mutating func addHops(_ dice: inout Dice) {
        let hop = "SIP/2.0/UDP 192.0.2.\(dice.below(255));branch=z9hG4bK\(dice.below(1 << 20))"
        guard let last = fields.lastIndex(where: \.isHop) else { return }
        switch dice.below(3) {
        case 0: fields[last].value += Array(", \(hop)".utf8)
        case 1: fields.insert(Field(name: "Via", value: Array(" \(hop)".utf8)), at: last + 1)
        default: break
        }
    }

    /// Any order; only that of the hops means something.
    private mutating func shuffle(_ dice: inout Dice) {
        var hops = fields.filter(\.isHop)[...]
        for index in fields.indices.dropFirst() { fields.swapAt(index, dice.below(index + 1)) }
        for index in fields.indices where fields[index].isHop {
            if let hop = hops.popFirst() { fields[index] = hop }
        }
    }
}
