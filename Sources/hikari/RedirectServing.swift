import Foundation
import SIP
import SQLite
import Settings
import Shell
import Telephony
import Transport

/// Answers exchanges that ask where calls go (CALL-2), on a loop and thread of its own, so that pages and calls do not wait for each other.
struct RedirectServing: Sendable {
    private let loop: EventLoop
    private let server: RedirectServer
    /// For the operator.
    let line: String

    /// Listens if that is set. Until the numbers have been read nothing is answered: whoever asks lets the line ring.
    init?(_ configuration: Configuration, _ services: Services) throws {
        let redirect = configuration.redirect
        guard let endpoint = redirect.listen else { return nil }
        guard endpoint.isLoopback || !redirect.networks.isEmpty else {
            throw ConfigurationError(
                description: "sip.redirect-listen is open to others than this machine: "
                    + "sip.redirect-networks must name the networks of the exchanges")
        }
        var settings = redirect.settings
        if !redirect.networks.isEmpty { settings.networks = redirect.networks }
        loop = try EventLoop(name: "calls")
        let desk = RedirectingCalls(
            services, format: redirect.format, testCallNumber: configuration.settings.testCallNumber, on: loop)
        let secret = services.random(8).reduce(0) { $0 << 8 | UInt64($1) }
        let server = try RedirectServer(
            address: endpoint.host, port: endpoint.port, settings: settings, secret: secret, on: loop,
            willAnswer: desk.catchUp, decide: desk.answer)
        self.server = server
        // Behind the listening, on the loop that has not begun.
        loop.execute { desk.begin { [weak server] in server?.counts } }
        line = "hikari: where calls go is told by SIP (UDP and TCP) at \(endpoint.host):\(server.port)"
    }

    func start() throws { try loop.start() }

    var counts: RedirectCounts { server.counts }

    func stop() {
        loop.stop()
        loop.join()
    }
}

/// Between the protocol and the rules. On its loop only, which is what `@unchecked` vouches for.
private final class RedirectingCalls: @unchecked Sendable {
    /// So often the book is brought up to date when no call does it.
    private static let interval: UInt64 = 50_000_000

    private let loop: EventLoop
    private let keeper: CallBookKeeper
    private let format: RedirectConfiguration.Format
    private let testCallNumber: PhoneNumber?
    private let log: Log
    private var tally = RedirectTally()
    private var alarm: Alarm?
    /// The book could not be brought up to date: then lines ring, as they would without us.
    private var isBroken = true

    init(
        _ services: Services, format: RedirectConfiguration.Format, testCallNumber: PhoneNumber?, on loop: EventLoop
    ) {
        self.loop = loop
        keeper = CallBookKeeper(services.database, now: services.now)
        self.format = format
        self.testCallNumber = testCallNumber
        log = services.log
    }

    /// - Parameter counts: what the server has done so far.
    func begin(counts: @escaping @Sendable () -> RedirectCounts?) {
        loop.assertIsCurrent()
        alarm = Alarm(on: loop) { [unowned self] in
            catchUp()
            if let counts = counts() { tally.tell(counts, at: loop.now, log) }
            wait()
        }
        catchUp()
        wait()
    }

    private func wait() { alarm?.set(at: loop.now + (keeper.isBehind ? 0 : Self.interval)) }

    func catchUp() {
        loop.assertIsCurrent()
        do {
            try keeper.catchUp()
            if isBroken { log(.information, "calls obey the settings", ["numbers": "\(keeper.count)"]) }
            isBroken = false
        } catch {
            if !isBroken { log(.failure, "calls cannot obey the settings: lines ring", ["error": "\(error)"]) }
            isBroken = true
        }
    }

    func answer(_ question: RedirectQuestion) -> RedirectAnswer {
        loop.assertIsCurrent()
        guard !isBroken, let number = question.called.number?.phoneNumber else { return .ring }
        do {
            let caller = Caller(question.caller)
            let call = Call(
                to: number, from: caller, forwardings: question.forwardings,
                passed: question.passed.compactMap(\.phoneNumber),
                isTest: testCallNumber != nil && caller.number == testCallNumber)
            let decision = Calls.decide(call, try keeper.settings(of: number), testCallNumber: testCallNumber)
            return answer(decision.action)
        } catch {
            log(.failure, "a call cannot obey the settings: the line rings", ["error": "\(error)"])
            return .ring
        }
    }

    private func answer(_ action: CallDecision.Action) -> RedirectAnswer {
        switch action {
        case .forward(let destination):
            return SIPNumber(format.text(destination)).map(RedirectAnswer.forward) ?? .ring
        case .ringFirst(let rescue):
            return SIPNumber(format.text(rescue.destination)).map {
                .ringFirst($0, noAnswerAfter: rescue.noAnswerAfter, whenBusy: rescue.whenBusy)
            } ?? .ring
        case .ring: return .ring
        case .busy: return .busy
        case .announcement(.refusal): return .refuse
        case .announcement(.numberRequest): return .requestNumber
        }
    }
}

extension SIPNumber {
    /// NUM-7: digits, or the country's code and digits.
    fileprivate var phoneNumber: PhoneNumber? { PhoneNumber(clean: text) ?? PhoneNumber(signal: text) }
}

extension Caller {
    fileprivate init(_ caller: RedirectCaller) {
        switch caller {
        case .number(let number): self = number.phoneNumber.map(Caller.number) ?? .other(number.text)
        case .address: self = .other("")
        case .withheld: self = .withheld
        case .payphone: self = .payphone
        case .unavailable: self = .unavailable
        }
    }
}
