import TestPrograms
import Testing

/// Messages with bytes changed, cut out and put in.
enum MessageMutation {
    private static let pieces = [
        "\r\n", "\r", "\n", "\u{0}", ",", ";", "\"", "\\", "<", ">", "@", ":", "%", "=", " ", "\t", "[", "]", "SIP/2.0",
        "99999999999999999999", "-1", "2147483648", ";tag=", ";branch=", ";rport", ";received=1", ";lr", "l: 65535\r\n",
        "v: ", "sip:",
        "%0d%0a", "Digest ", "stale=true", "\r\n ", "あ", "\u{7f}", "Via: SIP/2.0/UDP b;branch=z\r\n", "Diversion: ",
        ";counter=", "Content-Length: 0\r\n",
    ].map { [UInt8]($0.utf8) }

    static func of(_ message: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = message
        for _ in 0...dice.below(4) {
            let place = dice.below(bytes.count + 1)
            switch dice.below(5) {
            case 0: bytes.insert(contentsOf: pieces[dice.below(pieces.count)], at: place)
            case 1 where place < bytes.count: bytes[place] = UInt8(dice.below(256))
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + dice.below(40)))
            case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8(dice.below(8))
            default:
                let end = min(bytes.count, place + dice.below(60))
                bytes.insert(contentsOf: bytes[place..<end], at: dice.below(bytes.count + 1))
            }
        }
        return bytes
    }
}

/// An answer has the lines that answers have, in their order, and nothing that could begin another one.
func expectWhole(_ answer: [UInt8], lines names: [String]) {
    let text = String(decoding: answer, as: UTF8.self)
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.first?.hasPrefix("SIP/2.0 ") == true)
    #expect(lines.suffix(2) == ["", ""])
    let fields = lines.dropFirst().dropLast(2)
    let places = fields.map { line in names.firstIndex { line.hasPrefix("\($0): ") } }
    #expect(!places.contains(nil), "\(text)")
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted(), "\(text)")
    #expect(!answer.contains { $0 < 32 && $0 != 13 && $0 != 10 && $0 != 9 }, "\(text)")
    #expect(fields.allSatisfy { !$0.utf8.contains(13) && !$0.utf8.contains(10) }, "\(text)")
}
