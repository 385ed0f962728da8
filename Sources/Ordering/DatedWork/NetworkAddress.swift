import SQLite
import Telephony

/// A network of IPv4 from which VoIP devices of a contract send what they register with (DATED-2): no bit of an address stands behind its mask.
package struct NetworkAddress: Sendable, Hashable {
    private let network: SourceNetwork
    package let length: Int

    /// How many bits a subnet mask may have.
    package static let masks = 8...32

    private init(_ network: SourceNetwork, length: Int) { (self.network, self.length) = (network, length) }

    package enum Problem: Error, Sendable, Equatable {
        case addressMissing, addressForm, maskMissing, mask
        /// Bits behind the mask are set: that one holds the address.
        case hostBits(NetworkAddress)
    }

    package struct Problems: Error, Sendable, Equatable {
        package let all: [Problem]
    }

    /// Reads both as they were typed; a mask as 24, /24 or 255.255.255.0. All that is wrong is told at once.
    package static func read(address: String, mask: String) -> Result<NetworkAddress, Problems> {
        let (address, mask) = (PastedText(address).text, PastedText(mask).text)
        var problems: [Problem] = []
        // Written otherwise, IPv4 is no address that somebody reads from a router.
        let isAddress = !address.contains(":") && !address.contains("/") && SourceNetwork(address) != nil
        if !isAddress { problems.append(address.isEmpty ? .addressMissing : .addressForm) }
        let length = masks.first { ["\($0)", "/\($0)", dotted($0)].contains(mask) }
        if length == nil { problems.append(mask.isEmpty ? .maskMissing : .mask) }
        guard problems.isEmpty, let length, let network = SourceNetwork("\(address)/\(length)") else {
            return .failure(Problems(all: problems))
        }
        let read = NetworkAddress(network, length: length)
        return network.address == address ? .success(read) : .failure(Problems(all: [.hostBits(read)]))
    }

    private static func dotted(_ length: Int) -> String? { SourceNetwork("255.255.255.255/\(length)")?.address }

    package var address: String { network.address }

    package func overlaps(_ other: NetworkAddress) -> Bool { network.overlaps(other.network) }
}

extension NetworkAddress: StorableValue {
    /// `10.200.3.0/24`
    package var text: String { "\(address)/\(length)" }

    package var stored: String { text }

    package init?(stored: String) {
        let parts = stored.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, case .success(let read) = Self.read(address: parts[0], mask: parts[1]) else {
            return nil
        }
        self = read
    }
}
