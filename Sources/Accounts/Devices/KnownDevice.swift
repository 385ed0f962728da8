import Crypto
import Encodings
package import HTTP
package import Shell
package import Telephony

/// The accounts that have been signed in with in this browser, as a cookie that only its site can read (AUTH-16, AUTH-12): it
/// lets nobody in, it gives a place in the queue and saves its owner the mail about a new device. Each sign-in seals it anew,
/// so that it says nothing to anybody else, not even that it is the same one.
package struct KnownDevice: Sendable {
    /// A browser keeps a cookie no longer.
    private static let lifetime: Duration = .hours(24 * 400)
    /// Of those who share a device, so many accounts; the one used longest ago goes first.
    private static let mostAccounts = 4

    private struct Entry: Sendable {
        let mark: [UInt8]
        let signedInAt: Moment
    }

    private let site: SiteIdentity
    private let key: ServerKey
    private let now: Moment
    /// The latest first.
    private let entries: [Entry]

    /// What a browser has sent; whatever is not ours, or is too old, is passed over.
    package init(_ request: Request, of site: SiteIdentity, _ key: ServerKey, at now: Moment) {
        (self.site, self.key, self.now) = (site, key, now)
        let sealed = request.cookie(site.cookies.device)?.split(separator: ".") ?? []
        entries = sealed.prefix(Self.mostAccounts).compactMap { Self.open($0, site, key) }.filter {
            now - $0.signedInAt < Self.lifetime
        }
    }

    /// - Parameter account: what somebody signs in with.
    package func knows(_ account: String) -> Bool {
        let mark = mark(of: account)
        return entries.contains { $0.mark == mark }
    }

    /// For the browser to keep, now that the account has been signed in with.
    package func cookie(with account: String) throws -> Cookie {
        let mark = mark(of: account)
        let all = [Entry(mark: mark, signedInAt: now)] + entries.filter { $0.mark != mark }
        let sealed = try all.prefix(Self.mostAccounts).map(seal)
        return Cookie(
            site.cookies.device, sealed.joined(separator: "."), maximumAge: Int(Self.lifetime.components.seconds))
    }

    // MARK: Sealing

    private static let markLength = 16

    /// All are of one length, so that it tells nothing. A telephone number is its own; of what is longer, a part of its derived key.
    private func mark(of account: String) -> [UInt8] {
        let bytes = Array(account.utf8)
        guard bytes.count <= Self.markLength else {
            return Array(key.derive("known device's account", bytes).prefix(Self.markLength))
        }
        return bytes + [UInt8](repeating: 0, count: Self.markLength - bytes.count)
    }

    /// A cookie of one site is nothing to the other.
    private static func context(_ site: SiteIdentity) -> [UInt8] {
        let name = site.cookies.device
        return Array((name == SiteCookies.usual.device ? "known device" : "known device \(name)").utf8)
    }

    private func seal(_ entry: Entry) throws -> String {
        let time = withUnsafeBytes(of: entry.signedInAt.milliseconds.bigEndian, Array.init)
        let box = try SealedBox(
            sealing: entry.mark + time, key: key.derive("known device", []), context: Self.context(site))
        return Base64URL.encode(box.bytes)
    }

    private static func open(_ text: some StringProtocol, _ site: SiteIdentity, _ key: ServerKey) -> Entry? {
        guard let bytes = Base64URL.decode(text),
            let plain = try? SealedBox(bytes: bytes).open(key: key.derive("known device", []), context: context(site)),
            plain.count == markLength + 8
        else { return nil }
        let milliseconds = plain.suffix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return Entry(mark: Array(plain.prefix(markLength)), signedInAt: Moment(milliseconds: milliseconds))
    }
}
