import Foundation
import Shell
import Synchronization
import Transport

/// Reads the certificate again, on a thread of its own: a file system that hangs must not keep the next signal from being served.
final class CertificateReload: Sendable {
    private enum State {
        case idle
        case reading
        /// Asked for once more while it is read.
        case readingAndAsked
    }

    private let tls: TLSContext
    private let log: Log
    private let state = Mutex(State.idle)

    init(_ tls: TLSContext, _ log: Log) {
        self.tls = tls
        self.log = log
    }

    /// Returns at once. One reading at a time; what is asked for meanwhile is one more behind it.
    func begin() {
        let isFirst = state.withLock { state in
            defer { state = state == .idle ? .reading : .readingAndAsked }
            return state == .idle
        }
        guard isFirst else { return }
        Thread.detachNewThread { [self] in
            repeat { read() } while isAskedAgain()
        }
    }

    private func isAskedAgain() -> Bool {
        state.withLock { state in
            defer { state = state == .readingAndAsked ? .reading : .idle }
            return state == .readingAndAsked
        }
    }

    private func read() {
        do {
            try tls.reload()
            log(.information, "certificate read again", ["file": tls.identity.certificateFile])
        } catch {
            log(.failure, "certificate not read, the old one stays", ["error": "\(error)"])
        }
    }
}
