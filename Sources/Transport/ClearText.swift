internal import COpenSSL

/// HTTP in clear where a handshake should begin. OpenSSL tells it for four methods; here it is told for all that a client may begin
/// with, from the five bytes that OpenSSL shows of the first record.
enum ClearText {
    /// The methods of RFC 9110 and 5789, as far as five bytes go.
    private static let beginnings = [
        "GET /", "HEAD ", "POST ", "PUT /", "PATCH", "DELET", "OPTIO", "TRACE", "CONNE",
    ].map { Array($0.utf8) }

    /// Where a connection is marked: a number in the place of a pointer.
    private static let index = shim_SSL_get_ex_new_index()

    /// Whether these are the first bytes of a request in clear.
    static func isRequest(
        _ type: Int32, _ bytes: UnsafeRawPointer, _ length: Int, before connection: OpaquePointer
    ) -> Bool {
        guard type == SSL3_RT_HEADER, length >= 5, SSL_is_init_finished(connection) == 0 else { return false }
        let first = UnsafeRawBufferPointer(start: bytes, count: 5)
        return beginnings.contains { first.elementsEqual($0) }
    }

    static func mark(_ connection: OpaquePointer) {
        SSL_set_ex_data(connection, index, UnsafeMutableRawPointer(bitPattern: 1))
    }

    static func isMarked(_ connection: OpaquePointer) -> Bool { SSL_get_ex_data(connection, index) != nil }
}
