import Foundation
import Shell
import Transport

/// The ends of sessions that the database does not take, in a file that is there, with all its room, before the disk is full: it is
/// written over in its place and needs no room for that.
struct EndedSessionFile: SessionJournal {
    /// Of a session's hash.
    private static let width = 32
    private static let most = 2048
    /// In the first place, for more than there is room for. No hash has it.
    private static let everything = [UInt8](repeating: 0xFF, count: width)
    private static let nothing = [UInt8](repeating: 0, count: width)

    let path: String
    /// Writing may hang with the disk.
    private let queue: WorkQueue

    init(inData data: String, _ queue: WorkQueue) {
        path = data + "/ended-sessions"
        self.queue = queue
    }

    /// What the program before has left; makes the file where it is missing.
    func content() -> SessionJournalContent {
        guard FileManager.default.fileExists(atPath: path) else {
            // On a disk that is full already there is none until the next start.
            try? write([UInt8](repeating: 0, count: Self.width * Self.most))
            return .sessions([])
        }
        guard let data = FileManager.default.contents(atPath: path), data.count == Self.width * Self.most else {
            return .everything
        }
        let bytes = [UInt8](data)
        let all = stride(from: 0, to: bytes.count, by: Self.width).map { Array(bytes[$0..<$0 + Self.width]) }
        if all.first == Self.everything { return .everything }
        return .sessions(all.filter { $0 != Self.nothing })
    }

    func keep(_ sessions: [[UInt8]]) async {
        let all = sessions.count > Self.most ? [Self.everything] : sessions
        let bytes = all.flatMap { $0 } + [UInt8](repeating: 0, count: Self.width * (Self.most - all.count))
        // Where even this fails, the session is over as long as the program runs.
        try? await queue.run { try write(bytes) }
    }

    private func write(_ bytes: [UInt8]) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        defer { close(descriptor) }
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(done)) }
            guard count > 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
            done += count
        }
        guard fdatasync(descriptor) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }
}
