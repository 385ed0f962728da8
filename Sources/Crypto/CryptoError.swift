internal import COpenSSL

/// What OpenSSL could not do: the name of its call and its own reason. Never holds keys, passwords or other input.
public struct CryptoError: Error, CustomStringConvertible {
    /// The OpenSSL function that failed.
    public let call: String
    /// OpenSSL's packed error code, 0 when it gave none.
    public let code: UInt

    /// Takes the oldest error of this thread's queue and empties the queue, so that no later call finds it.
    init(call: String) {
        self.call = call
        self.code = UInt(ERR_get_error())
        ERR_clear_error()
    }

    public var description: String { "\(call) failed (OpenSSL error \(code))" }
}
