internal import CLinux
internal import Glibc

/// A thread of the system with a name, started at once and to be joined once.
public struct NamedThread: @unchecked Sendable {
    private let handle: pthread_t

    private final class Start {
        let name: String
        let body: @Sendable () -> Void

        init(name: String, body: @escaping @Sendable () -> Void) {
            self.name = name
            self.body = body
        }
    }

    /// - Parameter name: shown by `top -H`; the system keeps 15 bytes of it.
    /// - Throws: `ThreadError` when the system gives no thread.
    public init(name: String, body: @escaping @Sendable () -> Void) throws(ThreadError) {
        var handle = pthread_t()
        let start = Unmanaged.passRetained(Start(name: name, body: body))
        let code = pthread_create(
            &handle, nil,
            { argument in
                guard let argument else { return nil }
                let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
                pthread_setname_np(pthread_self(), String(start.name.prefix(15)))
                start.body()
                return nil
            }, start.toOpaque())
        guard code == 0 else {
            start.release()
            throw ThreadError(action: "start thread \(name)", code: code)
        }
        self.handle = handle
    }

    /// Waits until the thread has ended. Once, and not from the thread itself.
    public func join() {
        pthread_join(handle, nil)
    }
}

/// The system gave no thread, or no place of its own for what a thread keeps.
public struct ThreadError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What was to be done, in English: "start thread writer".
    public let action: String
    /// The system's error number.
    public let code: Int32

    /// What was to be done, and the system's error number for why it was not.
    public init(action: String, code: Int32) {
        self.action = action
        self.code = code
    }

    /// `start thread writer: Resource temporarily unavailable`
    public var description: String { "\(action): \(String(cString: strerror(code)))" }
}
