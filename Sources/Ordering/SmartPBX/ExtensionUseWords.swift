import Shell
import Telephony

extension ExtensionUse {
    /// So many are named in a sentence.
    private static let mostNamed = 10

    static func names(_ numbers: [String], in language: Language) -> String {
        switch language {
        case .japanese:
            numbers.prefix(mostNamed).joined(separator: "、")
                + (numbers.count > mostNamed ? "ほか、全\(numbers.count.inGroups)番号" : "")
        }
    }
}
