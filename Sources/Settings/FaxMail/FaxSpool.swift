import Foundation
import SQLite
import Shell
import Telephony

/// The folder that fax servers put files into (FAX-2): each is taken in, and removed when it is safely kept. What is refused is set aside
/// with the reason beside it; what cannot be kept for now stays where it is and is tried again.
struct FaxSpool: Sendable {
    let folder: String
    let intake: FaxIntake

    static let interval: Duration = .seconds(5)
    /// A file that is no fax may still be on its way into the folder for so long.
    static let settles: Duration = .seconds(10)
    private static let filesARound = 200
    static let refused = "refused"

    var duty: Duty { Duty("fax spool", every: Self.interval) { try await run($0) } }

    func run(_ services: Services) async throws {
        for name in try names().prefix(Self.filesARound) { try await take(name, services) }
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { FaxFileName($0) != nil }.sorted()
    }

    private func take(_ name: String, _ services: Services) async throws {
        guard let file = FaxFileName(name) else { return }
        let (path, limit) = (folder + "/" + name, intake.mostRead)
        guard let found = try await services.work.files.run({ FaxFile(path, atMost: limit) }) else { return }
        let (now, intake) = (services.now(), intake)
        let reference = found.reference(name, services.key)
        let outcome = try await services.database.write { database in
            try intake.receive(
                found.bytes, to: file.to, from: file.from, reference: reference, at: now, database)
        }
        switch outcome {
        case .kept, .known: try FileManager.default.removeItem(atPath: path)
        case .refused(let reason):
            guard now - found.changedAt >= Self.settles else { return }
            try setAside(name, reason)
            services.log(.warning, "fax refused", ["file": name, "reason": reason])
        }
    }

    private func setAside(_ name: String, _ reason: String) throws {
        let aside = folder + "/" + Self.refused
        try FileManager.default.createDirectory(
            atPath: aside, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        var place = aside + "/" + name
        if FileManager.default.fileExists(atPath: place) { place = aside + "/" + UUID().uuidString + "_" + name }
        try FileManager.default.moveItem(atPath: folder + "/" + name, toPath: place)
        try Data((reason + "\n").utf8).write(to: URL(fileURLWithPath: place + ".txt"))
    }
}

/// `0312340002.tif`, `0312340002_0612345678.tiff`, `0312340002_0612345678_anything.tif`: to whom, and from whom.
struct FaxFileName: Sendable, Equatable {
    let to: PhoneNumber
    let from: String

    init?(_ name: String) {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, ["tif", "tiff"].contains(parts[1].lowercased()) else { return nil }
        let words = parts[0].split(separator: "_", omittingEmptySubsequences: false).map(String.init)
        guard let to = PhoneNumber(signal: words[0]) else { return nil }
        self.to = to
        from = words.count > 1 ? words[1] : ""
    }
}

extension FaxIntake {
    /// A file's bytes, no more than that many; nil when it cannot be read.
    package static func file(_ path: String, atMost limit: Int) -> [UInt8]? { FaxFile(path, atMost: limit)?.bytes }
}

/// A file that lies in the folder now: no link, no pipe.
struct FaxFile: Sendable {
    let bytes: [UInt8]
    let changedAt: Moment

    /// - Parameter limit: so many bytes are read at most.
    init?(_ path: String, atMost limit: Int) {
        let handle = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard handle >= 0 else { return nil }
        defer { close(handle) }
        var facts = stat()
        guard fstat(handle, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        changedAt = Moment(
            milliseconds: Int64(facts.st_mtim.tv_sec) * 1_000 + Int64(facts.st_mtim.tv_nsec) / 1_000_000)
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count < limit {
            let count = piece.withUnsafeMutableBytes { read(handle, $0.baseAddress, $0.count) }
            guard count >= 0 else { return nil }
            if count == 0 { break }
            bytes += piece[..<count]
        }
        self.bytes = Array(bytes.prefix(limit))
    }

    /// The same for the same file only, however often it is found.
    func reference(_ name: String, _ key: ServerKey) -> String {
        let digest = key.derive("fax reference", Array("\(name)\0\(changedAt.milliseconds)\0".utf8) + bytes)
        return digest.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
