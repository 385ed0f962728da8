/// What kinds of files are taken as evidence (DATED-3), by the endings of their names.
package enum EvidenceFileKind: String, Sendable, CaseIterable {
    case xlsx, xlsm, xls, docx, doc, ppt, pptx, pdf, png, jpg, zip

    /// Nil for every other ending.
    package init?(ofName name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let ending = parts.last, let kind = Self(rawValue: ending.lowercased()) else {
            return nil
        }
        self = kind
    }

    /// What is wrong with a content that should be of this kind; nil: nothing.
    func problem(with bytes: [UInt8]) -> EvidenceFile.Problem? {
        switch self {
        case .pdf: bytes.starts(with: Array("%PDF-".utf8)) ? nil : .otherKind(self)
        // Its signature, and the chunk that stands first in each.
        case .png:
            bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8))
                ? nil : .otherKind(self)
        case .jpg: bytes.starts(with: [0xFF, 0xD8, 0xFF]) ? nil : .otherKind(self)
        case .xls: compound(bytes, ["Workbook", "Book"])
        case .doc: compound(bytes, ["WordDocument"])
        case .ppt: compound(bytes, ["PowerPoint Document"])
        case .xlsx: archive(bytes, folder: "xl/")
        case .xlsm: archive(bytes, folder: "xl/", mayHaveMacros: true)
        case .docx: archive(bytes, folder: "word/")
        case .pptx: archive(bytes, folder: "ppt/")
        case .zip: archive(bytes)
        }
    }

    // MARK: Archives

    /// - Parameter folder: of an Office Open XML document; nil for any archive.
    private func archive(
        _ bytes: [UInt8], folder: String? = nil, mayHaveMacros: Bool = false
    ) -> EvidenceFile.Problem? {
        // With a password Office keeps a document in a compound file.
        if folder != nil, hasStream("EncryptedPackage", in: bytes) { return .password }
        guard bytes.starts(with: Array("PK".utf8)) else { return .otherKind(self) }
        do throws(ZipDirectory.Problem) {
            let directory = try ZipDirectory(bytes)
            guard let folder else { return nil }
            let names = directory.members.map(\.name)
            guard names.contains("[Content_Types].xml"), names.contains(where: { $0.hasPrefix(folder) }) else {
                return .otherKind(self)
            }
            return names.contains { $0.hasSuffix("vbaProject.bin") } && !mayHaveMacros ? .otherKind(self) : nil
        } catch {
            return error == .encrypted ? .password : .archive(error)
        }
    }

    // MARK: Compound files, as Office wrote them before 2007

    private static let compoundMark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    private func compound(_ bytes: [UInt8], _ streams: [String]) -> EvidenceFile.Problem? {
        streams.contains { hasStream($0, in: bytes) } ? nil : .otherKind(self)
    }

    /// Entries of the directory are 128 bytes long, in sectors of 512 or more, and begin with a name in UTF-16.
    private func hasStream(_ name: String, in bytes: [UInt8]) -> Bool {
        guard bytes.starts(with: Self.compoundMark) else { return false }
        // Streams have names in ASCII.
        let wanted: [UInt8] = name.utf8.flatMap { [$0, 0] } + [0, 0]
        return stride(from: 512, through: bytes.count - 128, by: 128).contains { bytes[$0...].starts(with: wanted) }
    }
}
