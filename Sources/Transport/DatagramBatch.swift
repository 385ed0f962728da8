internal import CLinux
internal import Glibc

/// The memory that datagrams and their answers lie in while they travel by many, as the system calls want it.
///
/// Invariants: `received` and `answers` have `count` elements each, whose pointers lead into `bytes`, `rooms`, `peers` and `parts`,
/// which live as long. Used by one thread at a time.
final class DatagramBatch {
    private let count: Int
    private let datagramBytes: Int
    private let answerBytes: Int
    private let bytes: UnsafeMutableRawBufferPointer
    private let rooms: UnsafeMutableRawBufferPointer
    private let peers: UnsafeMutablePointer<sockaddr_storage>
    /// Where each datagram lies, then where each answer does.
    private let parts: UnsafeMutablePointer<iovec>
    private let received: UnsafeMutablePointer<linux_datagram>
    private let answers: UnsafeMutablePointer<linux_datagram>
    private var answerCount = 0

    init(count: Int, datagramBytes: Int, answerBytes: Int) {
        self.count = count
        self.datagramBytes = datagramBytes
        self.answerBytes = answerBytes
        bytes = .allocate(byteCount: count * datagramBytes, alignment: 64)
        rooms = .allocate(byteCount: count * answerBytes, alignment: 64)
        peers = .allocate(capacity: count)
        peers.initialize(repeating: sockaddr_storage(), count: count)
        parts = .allocate(capacity: 2 * count)
        received = .allocate(capacity: count)
        answers = .allocate(capacity: count)
        for index in 0..<count {
            let datagram = UnsafeMutableRawBufferPointer(rebasing: bytes[(index * datagramBytes)...])
            let room = UnsafeMutableRawBufferPointer(rebasing: rooms[(index * answerBytes)...])
            (parts + index).initialize(to: iovec(iov_base: datagram.baseAddress, iov_len: datagramBytes))
            (parts + count + index).initialize(to: iovec(iov_base: room.baseAddress, iov_len: 0))
            (received + index).initialize(to: linux_datagram())
            received[index].header.msg_name = UnsafeMutableRawPointer(peers + index)
            received[index].header.msg_iov = parts + index
            received[index].header.msg_iovlen = 1
            (answers + index).initialize(to: linux_datagram())
            answers[index].header.msg_iov = parts + count + index
            answers[index].header.msg_iovlen = 1
        }
    }

    deinit {
        bytes.deallocate()
        rooms.deallocate()
        peers.deallocate()
        parts.deallocate()
        received.deallocate()
        answers.deallocate()
    }

    /// Takes what is there, without waiting.
    /// - Returns: how many datagrams; 0 where there are none.
    func receive(_ descriptor: Int32) -> Int {
        // The kernel has written the lengths of the addresses met before.
        for index in 0..<count { received[index].header.msg_namelen = socklen_t(MemoryLayout<sockaddr_storage>.size) }
        answerCount = 0
        return max(0, Int(linux_receive_datagrams(descriptor, received, UInt32(count))))
    }

    /// What there was room for, and the length of all of it.
    func datagram(_ index: Int) -> (UnsafeRawBufferPointer, Int) {
        let length = Int(received[index].count)
        let start = index * datagramBytes
        return (UnsafeRawBufferPointer(rebasing: bytes[start..<(start + min(length, datagramBytes))]), length)
    }

    func peer(_ index: Int) -> PeerAddress { PeerAddress(peers[index]) }

    /// Where the next answer is to be written.
    var room: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(
            rebasing: rooms[(answerCount * answerBytes)..<((answerCount + 1) * answerBytes)])
    }

    /// What stands in `room` goes to whom that datagram came from. Once for each at most.
    func add(_ answer: DatagramAnswer, to index: Int) {
        // The port stands at the same place for both families.
        UnsafeMutableRawPointer(peers + index).storeBytes(of: answer.port.bigEndian, toByteOffset: 2, as: UInt16.self)
        parts[count + answerCount].iov_len = min(answer.count, answerBytes)
        answers[answerCount].header.msg_name = UnsafeMutableRawPointer(peers + index)
        answers[answerCount].header.msg_namelen = received[index].header.msg_namelen
        answerCount += 1
    }

    /// Sends all answers.
    /// - Returns: how many could not leave.
    func send(_ descriptor: Int32) -> Int {
        var next = 0
        var unsent = 0
        while next < answerCount {
            let sent = linux_send_datagrams(descriptor, answers + next, UInt32(answerCount - next))
            if sent < 0, errno == EINTR { continue }
            // What is refused is the first of those left: the others may fare better.
            if sent <= 0 { unsent += 1 }
            next += max(1, Int(sent))
        }
        return unsent
    }
}
