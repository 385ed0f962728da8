import Foundation
import Glibc
import Synchronization

/// A free port on this machine for another program, and the wait for that to open it.
public enum LocalPort {
    private static let given = Mutex<Set<UInt16>>([])

    /// Below those that the system gives by itself (32768 and on): no socket that asks for any port is given it before the program binds
    /// it. Free for datagrams and streams, and given to nobody else in this process.
    public static func free() -> UInt16 {
        for _ in 0..<1_000 {
            let port = UInt16.random(in: 16_000..<32_000)
            guard given.withLock({ $0.insert(port).inserted }) else { continue }
            if [SOCK_DGRAM, SOCK_STREAM].allSatisfy({ isFree(port, $0) }) { return port }
        }
        return 0
    }

    private static func isFree(_ port: UInt16, _ type: __socket_type) -> Bool {
        let descriptor = socket(AF_INET, Int32(type.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
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
