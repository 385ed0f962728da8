/// What a ZIP archive says of its members (APPNOTE.TXT 6.3). Nothing is unpacked: its central directory is read, and that its members lie
/// beside each other.
package struct ZipDirectory: Sendable {
    struct Member: Sendable {
        let name: String
        let isEncrypted: Bool
        /// In the archive, and as it says unpacked.
        let packed: Int
        let unpacked: Int
        /// Where it begins.
        fileprivate let offset: Int
    }

    let members: [Member]

    /// Of one that is taken.
    static let mostMembers = 1_000
    static let mostUnpackedMegabytes = 200

    package enum Problem: Error, Sendable, Equatable {
        case damaged, empty, encrypted, tooManyMembers, tooLargeUnpacked
        /// A name that would leave the folder in which the archive is unpacked.
        case unsafeName
    }

    init(_ bytes: [UInt8]) throws(Problem) {
        let reader = LittleEndianReader(bytes)
        guard let end = Self.end(in: reader), let count = reader.two(at: end + 10),
            let size = reader.four(at: end + 12),
            let begin = reader.four(at: end + 16), begin + size == end, reader.two(at: end + 4) == 0
        else { throw .damaged }
        guard count <= Self.mostMembers else { throw .tooManyMembers }
        guard count > 0 else { throw .empty }
        var members: [Member] = []
        var place = begin
        for _ in 0..<count {
            guard let (member, next) = Self.member(at: place, reader), next <= end else { throw .damaged }
            members.append(member)
            place = next
        }
        guard place == end, Self.lieApart(members, before: begin, reader) else { throw .damaged }
        try Self.judge(members)
        self.members = members
    }

    private static func judge(_ members: [Member]) throws(Problem) {
        if members.contains(where: \.isEncrypted) { throw .encrypted }
        // Sizes are four bytes each, and members a thousand: no sum is too large.
        guard members.reduce(0, { $0 + $1.unpacked }) <= mostUnpackedMegabytes << 20 else { throw .tooLargeUnpacked }
        let isSafe = members.allSatisfy { member in
            !member.name.hasPrefix("/") && !member.name.contains("\\") && !member.name.contains(":")
                && !member.name.split(separator: "/").contains("..")
        }
        guard isSafe else { throw .unsafeName }
    }

    /// The last record of that kind whose comment is all that stands behind it.
    private static func end(in reader: LittleEndianReader) -> Int? {
        let (length, longestComment) = (22, 0xFFFF)
        let last = reader.count - length
        guard last >= 0 else { return nil }
        return stride(from: last, through: max(0, last - longestComment), by: -1).first { place in
            reader.four(at: place) == 0x0605_4B50 && reader.two(at: place + 20) == last - place
        }
    }

    private static func member(at place: Int, _ reader: LittleEndianReader) -> (Member, next: Int)? {
        guard reader.four(at: place) == 0x0201_4B50, let flags = reader.two(at: place + 8),
            let packed = reader.four(at: place + 20), let unpacked = reader.four(at: place + 24),
            let name = reader.two(at: place + 28), let extra = reader.two(at: place + 30),
            let comment = reader.two(at: place + 32), let offset = reader.four(at: place + 42),
            let bytes = reader.bytes(name, at: place + 46)
        else { return nil }
        let member = Member(
            name: String(decoding: bytes, as: UTF8.self), isEncrypted: flags & 1 != 0, packed: packed,
            unpacked: unpacked, offset: offset)
        return (member, place + 46 + name + extra + comment)
    }

    /// A bomb may let one piece of the file be many members, and a member may say of itself what the directory does not.
    private static func lieApart(_ members: [Member], before end: Int, _ reader: LittleEndianReader) -> Bool {
        var free = 0
        for member in members.sorted(by: { $0.offset < $1.offset }) {
            guard member.offset >= free, reader.four(at: member.offset) == 0x0403_4B50,
                let flags = reader.two(at: member.offset + 6), (flags & 1 != 0) == member.isEncrypted,
                let name = reader.two(at: member.offset + 26), let extra = reader.two(at: member.offset + 28)
            else { return false }
            free = member.offset + 30 + name + extra + member.packed
        }
        return free <= end
    }
}

/// Numbers of two and four bytes; nil behind the end.
struct LittleEndianReader {
    private let all: [UInt8]

    init(_ bytes: [UInt8]) { all = bytes }

    var count: Int { all.count }

    func two(at place: Int) -> Int? { number(2, at: place) }
    func four(at place: Int) -> Int? { number(4, at: place) }

    func bytes(_ count: Int, at place: Int) -> ArraySlice<UInt8>? {
        place >= 0 && count <= all.count - place ? all[place..<place + count] : nil
    }

    private func number(_ length: Int, at place: Int) -> Int? {
        guard place >= 0, length <= all.count - place else { return nil }
        return (0..<length).reduce(0) { $0 | Int(all[place + $1]) << (8 * $1) }
    }
}
