import SQLite

/// A file that proves something about the customer: 取引時確認記録登録申込書, 残回線構成表 (DATED-3, PORT-1). One that exists is of the kind that its
/// name says.
package struct EvidenceFile: Sendable {
    /// What it is for. The raw value is what is stored.
    package enum Purpose: String, Sendable, CaseIterable, StorableValue {
        /// 取引時確認記録登録申込書
        case confirmation
        /// 残回線構成表
        case remainingLines
    }

    package let kind: EvidenceFileKind
    package let name: String
    package let content: [UInt8]

    package static let megabytes = 10
    package static let limit = megabytes << 20
    /// With the form around it.
    package static let bodyLimit = limit + 64 * 1024
    /// By law, from the order on.
    package static let years = 7
    /// Of a company, with drafts that are no orders yet.
    package static let mostWaiting = 20

    package enum Problem: Error, Sendable, Equatable {
        case missing, empty, tooLarge, ending
        /// It is not of the kind that its name says.
        case otherKind(EvidenceFileKind)
        case password
        case archive(ZipDirectory.Problem)
        /// The company has too many with its drafts.
        case tooManyWaiting
    }

    /// Looks at each byte once at most.
    package static func read(name: String, _ content: [UInt8]) -> Result<EvidenceFile, Problem> {
        if content.isEmpty { return .failure(name.isEmpty ? .missing : .empty) }
        guard content.count <= limit else { return .failure(.tooLarge) }
        guard let kind = EvidenceFileKind(ofName: name) else { return .failure(.ending) }
        if let problem = kind.problem(with: content) { return .failure(problem) }
        return .success(EvidenceFile(kind: kind, name: name, content: content))
    }
}
