import Shell
import SQLite
import Telephony

/// 予約コード: ten signs, of which none is taken for another (VOICE-9).
package struct ReservationCode: Sendable, Hashable {
    package let text: String

    static let length = 10
    /// An L in small letters is taken for 1 and for I.
    private static let signs = UnambiguousSigns.all.filter { $0 != UInt8(ascii: "L") }

    package init(random: (Int) -> [UInt8]) {
        var signs: [UInt8] = []
        while signs.count < Self.length {
            signs += UnambiguousSigns.text(Self.length, random: random).utf8.filter(Self.signs.contains)
        }
        text = String(decoding: signs.prefix(Self.length), as: UTF8.self)
    }

    /// What a person typed: case, width, hyphens and blanks are the system's work; nil when it cannot be one.
    package init?(typed: String) {
        guard let signs = UnambiguousSigns.read(typed, Self.length), signs.utf8.allSatisfy(Self.signs.contains) else {
            return nil
        }
        text = signs
    }
}

extension ReservationCode: StorableValue {
    package var stored: String { text }

    package init?(stored: String) { self.init(typed: stored) }
}

extension ReservationCode: CustomStringConvertible {
    package var description: String { text }
}
