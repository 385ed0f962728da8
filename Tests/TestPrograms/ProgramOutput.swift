import Foundation
import Glibc

/// What a program has said on one descriptor so far, read to the end by a thread, so that the program never waits for us.
///
/// Unchecked: `bytes` and `isComplete` are touched only while the condition is locked.
final class ProgramOutput: @unchecked Sendable {
    private let condition = NSCondition()
    private var bytes = Data()
    private var isComplete = false

    /// Reads the descriptor until its end, and closes it.
    init(reading descriptor: Int32) {
        Thread.detachNewThread { [self] in
            var room = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(descriptor, &room, room.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { break }
                changed { $0.bytes += room[..<count] }
            }
            close(descriptor)
            changed { $0.isComplete = true }
        }
    }

    private func changed(_ change: (ProgramOutput) -> Void) {
        condition.lock()
        change(self)
        condition.broadcast()
        condition.unlock()
    }

    /// The next line without its end, waited for; nil when no more comes.
    func line() -> String? {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let end = bytes.firstIndex(of: 10) {
                defer { bytes = Data(bytes[(end + 1)...]) }
                return String(decoding: bytes[..<end], as: UTF8.self)
            }
            if isComplete {
                defer { bytes = Data() }
                return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
            }
            condition.wait()
        }
    }

    /// Everything not yet taken as a line, once the program has closed it.
    func rest() -> String {
        condition.lock()
        defer { condition.unlock() }
        while !isComplete { condition.wait() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
