internal import Transport

/// What the connections of one loop share, so that none of them owns it: the buffer heads are written into, the line of
/// the present second's date and the numbers of requests. `@unchecked`: only its loop's thread touches it.
final class LoopContext: @unchecked Sendable {
    private let loop: EventLoop
    /// What heads are written into; empty or not, it is the present writer's alone.
    var head: [UInt8] = []
    private var dateLine: [UInt8] = []
    private var dateSeconds: Int64 = -1
    private var lastNumber = UInt64.random(in: 0 ... .max)

    init(_ loop: EventLoop) {
        self.loop = loop
        head.reserveCapacity(2048)
    }

    /// The Date line of that second since 1970 UTC, with its end.
    func dateLine(_ seconds: Int64) -> [UInt8] {
        loop.assertIsCurrent()
        if seconds != dateSeconds {
            dateSeconds = seconds
            dateLine = Array("Date: \(HTTPDate.text(max(0, seconds)))\r\n".utf8)
        }
        return dateLine
    }

    /// 13 letters and digits that no other request of this loop gets: a walk over all 64-bit numbers from a random one,
    /// mixed so that neighbours look nothing alike (the finaliser of SplitMix64, a bijection).
    func nextID() -> String {
        loop.assertIsCurrent()
        lastNumber &+= 0x9E37_79B9_7F4A_7C15
        var value = lastNumber
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        value ^= value >> 31
        // Within 15 bytes a string owns no memory.
        return String(unsafeUninitializedCapacity: 13) { output in
            for position in 0..<13 {
                let digit = UInt8(truncatingIfNeeded: value & 31)
                output[position] = digit < 10 ? 0x30 + digit : 0x57 + digit
                value >>= 5
            }
            return 13
        }
    }
}
