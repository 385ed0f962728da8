import Encodings
import SQLite

/// 音声グループID: `VG` and eight digits. Holds voice contracts of one company.
package struct VoiceGroupCode: Sendable, Hashable {
    package let text: String

    private static let sign = "VG"
    private static let digits = 8

    /// As it stands in an address; nil for everything else.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.sign), text.utf8.count == Self.sign.utf8.count + Self.digits,
            text.utf8.dropFirst(Self.sign.utf8.count).allSatisfy(ASCII.isDigit)
        else { return nil }
        self.text = text
    }
}

extension VoiceGroupCode: StorableValue {
    package var stored: String { text }

    package init?(stored: String) { self.init(stored) }
}

extension VoiceGroupCode: CustomStringConvertible {
    package var description: String { text }
}
