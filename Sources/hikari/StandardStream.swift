import Foundation

/// Standard output and error by write(2), which a full disk or a closed pipe cannot make crash.
enum StandardStream: Int32 {
    case output = 1
    case error = 2

    @Sendable func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(rawValue, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            rest = rest.dropFirst(count)
        }
    }

    func print(_ line: String) { write(Array((line + "\n").utf8)) }
}
