import Foundation
import Glibc

/// A port on this machine that was free a moment ago, and the wait for another program to open it.
public enum LocalPort {
    public static func free(isStream: Bool = false) -> UInt16 {
        let type = isStream ? SOCK_STREAM : SOCK_DGRAM
        let descriptor = socket(AF_INET, Int32(type.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                guard bind(descriptor, $0, length) == 0 else { return 0 }
                return getsockname(descriptor, $0, &length) == 0 ? UInt16(bigEndian: pointer.pointee.sin_port) : 0
            }
        }
    }

    /// Another program's start can only be watched, not awaited; however long a busy machine takes, it is waited for as
    /// long as it lives.
    /// - Returns: whether the port was opened before the program ended.
    public static func isOpened(_ port: UInt16, isStream: Bool = false, by program: StartedProgram) async throws -> Bool
    {
        let table = isStream ? "/proc/net/tcp" : "/proc/net/udp"
        let mark = ":" + String(port, radix: 16, uppercase: true) + " "
        while !program.hasEnded {
            if try String(contentsOfFile: table, encoding: .utf8).contains(mark) { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }
}
