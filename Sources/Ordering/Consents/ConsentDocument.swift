package import CivilCalendar
import Crypto
import Encodings
import SQLite

/// What somebody agrees to before an order (ORD-3). The raw value is what is stored.
package enum ConsentDocument: String, Sendable, CaseIterable, StorableValue {
    /// サービス約款
    case terms
    /// 重要事項
    case importantMatters
    /// プライバシーポリシー
    case privacy

    /// In addresses, and for the operator.
    package var word: String {
        switch self {
        case .terms: "terms"
        case .importantMatters: "important-matters"
        case .privacy: "privacy"
        }
    }

    package init?(word: String) {
        guard let document = Self.allCases.first(where: { $0.word == word }) else { return nil }
        self = document
    }

    /// Whose customers agree to it.
    package var services: [OrderedService] {
        switch self {
        case .terms: [.smartPBX]
        case .importantMatters, .privacy: [.smartPBX, .ipVoice]
        }
    }
}

/// A document as it is in force from a day on, until the next one.
package struct ConsentVersion: Sendable, Equatable {
    package let document: ConsentDocument
    package let version: String
    package let from: CivilDate
    package let text: String
    package let sha256: String

    package init(_ document: ConsentDocument, version: String, from: CivilDate, text: String) {
        (self.document, self.version, self.from, self.text) = (document, version, from, text)
        sha256 = Hex.encode(SHA256.hash(Array(text.utf8)))
    }

    package var consent: Consent { Consent(document: document, version: version, sha256: sha256) }

    var paragraphs: [String] { text.split(separator: "\n").map(String.init) }

    /// So long before it takes effect it is told of (FEE-6).
    package static let noticeDays = 30
    /// In characters; in bytes; in lines.
    package static let longestName = 40
    package static let mostBytes = 400_000
    package static let mostLines = 2_000
}

/// What somebody has agreed to, letter by letter.
package struct Consent: Sendable, Hashable {
    package let document: ConsentDocument
    package let version: String
    package let sha256: String

    package init(document: ConsentDocument, version: String, sha256: String) {
        (self.document, self.version, self.sha256) = (document, version, sha256)
    }
}
