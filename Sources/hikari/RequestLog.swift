import HTTP
import Settings
import Shell
import Synchronization
import Telephony

/// The lines of the requests, written together at the end of each turn of a loop: one system call for all of them.
final class RequestLog: Sendable {
    private let lines = Mutex<[UInt8]>([])
    private let write: @Sendable ([UInt8]) -> Void

    /// `write` gets whole lines.
    init(write: @escaping @Sendable ([UInt8]) -> Void) {
        self.write = write
    }

    func add(_ event: ServerEvent, at moment: Moment) {
        let log = Log(now: { moment }, write: { [self] line in lines.withLock { $0 += line } })
        log(
            .information, "request",
            [
                "request": event.id, "method": event.method.logName, "path": event.path,
                "status": "\(event.status.code)", "bytes": "\(event.bytes)", "microseconds": "\(event.microseconds)",
                "client": event.peer,
            ])
    }

    /// Writes what has come together. Under the lock, so that the lines of two loops never mix.
    func flush() {
        lines.withLock { lines in
            guard !lines.isEmpty else { return }
            write(lines)
            lines.removeAll(keepingCapacity: lines.capacity <= 64 * 1024)
        }
    }
}

extension Method {
    /// By a switch: describing an enumeration costs more than the rest of the line.
    fileprivate var logName: String {
        switch self {
        case .get: "get"
        case .head: "head"
        case .post: "post"
        case .put: "put"
        case .delete: "delete"
        case .patch: "patch"
        case .options: "options"
        case .trace: "trace"
        case .connect: "connect"
        case .query: "query"
        case .other: "other"
        }
    }
}
