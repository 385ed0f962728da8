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
}

/// A document as it is in force from a day on.
package struct ConsentVersion: Sendable, Equatable {
    package let document: ConsentDocument
    package let version: String
    package let from: CivilDate
    package let text: String

    package init(_ document: ConsentDocument, version: String, from: CivilDate, text: String) {
        (self.document, self.version, self.from, self.text) = (document, version, from, text)
    }

    package var consent: Consent {
        Consent(document: document, version: version, sha256: Hex.encode(SHA256.hash(Array(text.utf8))))
    }
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

/// All versions of all documents.
package struct ConsentBook: Sendable {
    private let versions: [ConsentVersion]

    package init(_ versions: [ConsentVersion]) { self.versions = versions }

    /// The one in force on a day; nil before the first.
    package func version(of document: ConsentDocument, on day: CivilDate) -> ConsentVersion? {
        versions.filter { $0.document == document && $0.from.daysSince1970 <= day.daysSince1970 }
            .max { $0.from.daysSince1970 < $1.from.daysSince1970 }
    }

    /// Those of which another version is in force than was agreed to, or that were not agreed to at all.
    func changed(_ documents: [ConsentDocument], since consents: [Consent], on day: CivilDate) -> [ConsentDocument] {
        documents.filter { document in
            guard let version = version(of: document, on: day) else { return false }
            return !consents.contains(version.consent)
        }
    }
}
