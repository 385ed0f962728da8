import Crypto
import Encodings
import HTTP
import Shell
import Telephony

/// The numbers that have been signed in with in this browser, as a cookie that only this site can read (AUTH-16, AUTH-12): it
/// lets nobody in, it gives a place in the queue and saves its owner the mail about a new device. Each sign-in seals it anew,
/// so that it says nothing to anybody else, not even that it is the same one.
struct KnownDevice: Sendable {
    static let cookieName = "__Host-device"
    /// A browser keeps a cookie no longer.
    private static let lifetime: Duration = .hours(24 * 400)
    /// Of those who share a device, so many numbers; the one used longest ago goes first.
    private static let mostNumbers = 4

    private struct Entry: Sendable {
        let number: PhoneNumber
        let signedInAt: Moment
    }

    /// The latest first.
    private let entries: [Entry]

    /// What a browser has sent; whatever is not ours, or is too old, is passed over.
    init(_ request: Request, _ key: ServerKey, at now: Moment) {
        let sealed = request.cookie(KnownDevice.cookieName)?.split(separator: ".") ?? []
        entries = sealed.prefix(KnownDevice.mostNumbers).compactMap { KnownDevice.open($0, key) }.filter {
            now - $0.signedInAt < KnownDevice.lifetime
        }
    }

    func knows(_ number: PhoneNumber) -> Bool { entries.contains { $0.number == number } }

    /// For the browser to keep, now that the number has been signed in with.
    func cookie(with number: PhoneNumber, _ key: ServerKey, at now: Moment) throws -> Cookie {
        let all = [Entry(number: number, signedInAt: now)] + entries.filter { $0.number != number }
        let sealed = try all.prefix(KnownDevice.mostNumbers).map { try KnownDevice.seal($0, key) }
        return Cookie(
            KnownDevice.cookieName, sealed.joined(separator: "."),
            maximumAge: Int(KnownDevice.lifetime.components.seconds))
    }

    // MARK: Sealing

    /// All are as long as the longest number, so that the length tells nothing.
    private static let numberLength = 16
    private static let context = Array("known device".utf8)

    private static func seal(_ entry: Entry, _ key: ServerKey) throws -> String {
        let digits = Array(entry.number.digits.utf8)
        let padding = [UInt8](repeating: 0, count: max(0, numberLength - digits.count))
        let time = withUnsafeBytes(of: entry.signedInAt.milliseconds.bigEndian, Array.init)
        let box = try SealedBox(
            sealing: digits + padding + time, key: key.derive("known device", []), context: context)
        return Base64URL.encode(box.bytes)
    }

    private static func open(_ text: some StringProtocol, _ key: ServerKey) -> Entry? {
        guard let bytes = Base64URL.decode(text),
            let plain = try? SealedBox(bytes: bytes).open(key: key.derive("known device", []), context: context),
            plain.count == numberLength + 8,
            let number = PhoneNumber(
                clean: String(decoding: plain.prefix(numberLength).prefix { $0 != 0 }, as: UTF8.self))
        else { return nil }
        let milliseconds = plain.suffix(8).reduce(Int64(0)) { $0 << 8 | Int64($1) }
        return Entry(number: number, signedInAt: Moment(milliseconds: milliseconds))
    }
}
