import Foundation
import SIP
import SQLite
import Settings
import Shell
import Telephony
import Transport

/// Answers exchanges that ask where calls go (CALL-2), on a loop and thread that pages do not have, so that these and calls do not wait for
/// each other.
struct RedirectServing: Sendable {
    private let server: RedirectServer
    /// For the operator.
    let line: String

    /// Listens if that is set. Until the numbers have been read nothing is answered: whoever asks lets the line ring.
    /// - Parameters:
    ///   - extensions: who knows calls to Smart PBX contracts; nil: nobody.
    ///   - loop: one that has not begun.
    init?(
        _ configuration: Configuration, _ services: Services, _ extensions: ExtensionCallServing?, on loop: EventLoop
    ) throws {
        let redirect = configuration.redirect
        guard let endpoint = redirect.listen else { return nil }
        guard endpoint.isLoopback || !redirect.networks.isEmpty else {
            throw ConfigurationError(
                description: "sip.redirect-listen is open to others than this machine: "
                    + "sip.redirect-networks must name the networks of the exchanges")
        }
        var settings = redirect.settings
        if !redirect.networks.isEmpty { settings.networks = redirect.networks }
        let desk = RedirectingCalls(
            services, format: redirect.format, testCallNumber: configuration.settings.testCallNumber,
            extensions, on: loop)
        let secret = services.random(8).reduce(0) { $0 << 8 | UInt64($1) }
        let server = try RedirectServer(
            address: endpoint.host, port: endpoint.port, settings: settings, secret: secret, on: loop,
            willAnswer: desk.catchUp, decide: desk.answer)
        self.server = server
        // Behind the listening, on the loop that has not begun.
        loop.execute { desk.begin { [weak server] in server?.counts } }
        line = "hikari: where calls go is told by SIP (UDP and TCP) at \(endpoint.host):\(server.port)"
    }

    var counts: RedirectCounts { server.counts }
}

/// Between the protocol and the rules. On its loop only, which is what `@unchecked` vouches for.
private final class RedirectingCalls: @unchecked Sendable {
    /// So often the book is brought up to date when no call does it.
    private static let interval: UInt64 = 50_000_000

    private let loop: EventLoop
    private let keeper: CallBookKeeper
    private let format: RedirectConfiguration.Format
    private let testCallNumber: PhoneNumber?
    private let extensions: ExtensionCallServing?
    private let database: Database
    private let log: Log
    private var tally = RedirectTally()
    private var alarm: Alarm?
    /// The book could not be brought up to date: then lines ring, as they would without us.
    private var isBroken = true

    init(
        _ services: Services, format: RedirectConfiguration.Format, testCallNumber: PhoneNumber?,
        _ extensions: ExtensionCallServing?, on loop: EventLoop
    ) {
        self.loop = loop
        keeper = CallBookKeeper(services.database, now: services.now)
        self.format = format
        self.testCallNumber = testCallNumber
        self.extensions = extensions
        database = services.database
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
        // What others on this loop have read before in this turn may be older than the calls that have come now.
        database.endTurn()
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
        guard !isBroken else { return .ring }
        do {
            // Whoever calls under a name, or calls one, is no telephone number.
            if question.callerName != nil || question.called.number == nil,
                let answer = try extensions?.answer(question)
            {
                return answer
            }
            guard let number = question.called.number?.phoneNumber else { return .ring }
            let decision = try decide(question, number)
            // What acts at the line itself comes first; what rings there may be an outside number of a contract.
            guard decision.action == .ring, decision.rule == .nothing else { return answer(decision.action) }
            return try extensions?.answer(question) ?? .ring
        } catch {
            log(.failure, "a call cannot obey the settings: the line rings", ["error": "\(error)"])
            return .ring
        }
    }

    private func decide(_ question: RedirectQuestion, _ number: PhoneNumber) throws -> CallDecision {
        let caller = Caller(question.caller)
        let call = Call(
            to: number, from: caller, forwardings: question.forwardings,
            passed: question.passed.compactMap(\.phoneNumber),
            isTest: testCallNumber != nil && caller.number == testCallNumber)
        var settings = try keeper.settings(of: number)
        // The book has what a settings site knows; what voice contracts know is asked of the few calls that it is about.
        if extensions != nil, call.from == .withheld {
            settings = try database.read { try OrderingWiring.callFacts.completing(settings, for: call, $0) }
        }
        return Calls.decide(call, settings, testCallNumber: testCallNumber)
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
