public import Transport

/// A SIP registrar (RFC 3261 § 10) over UDP and TCP on one port: devices say by name and password where they are reached. Who has which
/// password decides by an answer; this class knows no product.
///
/// Any thread may make and close it and read its counts. The rest belongs to its loop's thread, which is what `@unchecked` vouches for.
public final class RegistrarServer: @unchecked Sendable {
    /// Nanoseconds between two looks for what has expired.
    private static let pace: UInt64 = 1_000_000_000
    /// In so many looks all contacts have been looked at.
    private static let looksPerRound = 30

    private let server: RequestServer<RegistrarDesk>
    private let desk: RegistrarDesk
    private let loop: EventLoop
    private var alarm: Alarm?

    /// Binds at once, and answers as soon as the loop runs.
    /// - Parameters:
    ///   - address: a numeric one of this machine. Answers leave from it, so that on a machine with several one of them is named.
    ///   - port: 0 lets the system choose.
    ///   - key: random, 32 bytes; challenges and tags are made of it.
    ///   - willAnswer: called on the loop when requests are there, before the first of them is answered.
    ///   - password: called on the loop for the password of a user; nil for nobody. It must not wait for anything.
    ///   - decide: the same for every INVITE of a user that begins a call; nil where calls are not taken here (405).
    /// - Throws: `TransportError` when the address is wrong or the port taken.
    public init(
        address: String, port: UInt16, settings: RegistrarSettings, key: [UInt8], on loop: EventLoop,
        willAnswer: @escaping @Sendable () -> Void = {}, password: @escaping @Sendable (String) -> String?,
        decide: (@Sendable (RedirectQuestion, _ user: String) -> RedirectAnswer)? = nil
    ) throws {
        let desk = RegistrarDesk(settings, key: key, password: password, decide: decide)
        self.desk = desk
        self.loop = loop
        server = try RequestServer(desk, address: address, port: port, on: loop, willAnswer: willAnswer)
        loop.execute { [weak self] in self?.begin() }
    }

    /// The port devices come to.
    public var port: UInt16 { server.port }

    /// What it has done so far.
    public var counts: RegistrarCounts { server.counts }

    /// Any thread: answers no more, and gives the port back.
    public func close() {
        server.close()
        loop.execute { [self] in
            alarm?.end()
            alarm = nil
        }
    }

    /// Where a user is reached now; nobody who has no password any more is.
    public func contacts(of user: String) -> [RegisteredContact] {
        loop.assertIsCurrent()
        return desk.contacts(of: user, at: loop.now)
    }

    /// The registrar's clock: seconds of the loop's.
    public var now: UInt32 { RegistrarDesk.seconds(loop.now) }

    /// Contacts as they were kept, on the registrar's clock.
    public func restore(_ contacts: [RegisteredContact], of user: String) {
        loop.assertIsCurrent()
        desk.registrations.restore(contacts, of: user)
    }

    /// Whose contacts have changed since this was asked last, and what they are now.
    public func takeChanges() -> [String: [RegisteredContact]] {
        loop.assertIsCurrent()
        return desk.registrations.takeChanges()
    }

    /// Those that were taken could not be kept: they are told again.
    public func returnChanges(of users: some Sequence<String>) {
        loop.assertIsCurrent()
        desk.registrations.returnChanges(of: users)
    }

    private func begin() {
        loop.assertIsCurrent()
        alarm = Alarm(on: loop) { [weak self] in self?.forget() }
        alarm?.set(at: loop.now + Self.pace)
    }

    private func forget() {
        loop.assertIsCurrent()
        desk.registrations.forgetExpired(
            at: now, looking: desk.registrations.userCount / Self.looksPerRound + Self.looksPerRound)
        alarm?.set(at: loop.now + Self.pace)
    }
}
