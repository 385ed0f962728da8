import Shell
import Telephony

/// Eight codes that each let in once, for the day on which neither mail nor app is at hand (ACCT-3). Shown once, stored as hashes.
struct RecoveryCode: Sendable, Equatable {
    static let count = 8
    private static let length = 10

    /// `ABCDE-FGHJK`
    let text: String

    private init(letters: some Sequence<UInt8>) {
        let all = Array(letters)
        text = String(
            decoding: all.prefix(Self.length / 2) + [UInt8(ascii: "-")] + all.suffix(Self.length / 2), as: UTF8.self)
    }

    /// New ones of 50 random bits each.
    static func make(random: (Int) -> [UInt8]) -> [RecoveryCode] {
        (0..<count).map { _ in RecoveryCode(letters: UnambiguousSigns.text(length, random: random).utf8) }
    }

    /// What a person typed: case, hyphens and blanks are the system's work; nil when it cannot be one.
    init?(typed: String) {
        guard let signs = UnambiguousSigns.read(typed, Self.length) else { return nil }
        self.init(letters: signs.utf8)
    }

    func hash(_ key: ServerKey, account: Int) -> [UInt8] {
        key.derive("recovery code", Array("\(account) \(text)".utf8))
    }
}

extension RecoveryCode: CustomStringConvertible, CustomReflectable {
    var description: String { "RecoveryCode" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
