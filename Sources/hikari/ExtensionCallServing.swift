import Exchange
import Ordering
import SIP
import SQLite
import Shell
import Telephony
import Transport

/// Says in SIP's words what becomes of calls to the places of Smart PBX contracts (SET-7), and where devices ring. It reads the registrar's
/// contacts on the loop of calls; that loop is what `@unchecked` vouches for.
final class ExtensionCallServing: @unchecked Sendable {
    private let database: Database
    private let now: @Sendable () -> Moment
    private let format: RedirectConfiguration.Format
    /// Where numbers outside are reached.
    private let domain: SIPHost?
    private let loop: EventLoop
    private let log: Log
    /// Set before the loop begins; without one no device is there.
    var registrar: RegistrarServer?

    init(_ services: Services, _ redirect: RedirectConfiguration, on loop: EventLoop) {
        (database, now, log, self.loop) = (services.database, services.now, services.log, loop)
        (format, domain) = (redirect.format, redirect.settings.domain)
    }

    // MARK: On the loop

    /// What becomes of a call that an exchange asks about; nil where neither end of it is a contract's.
    func answer(_ question: RedirectQuestion) throws -> RedirectAnswer? {
        let asked = ExtensionCallQuestion(
            question.called.text, from: question.callerName.flatMap { UserID($0) },
            forwardings: question.forwardings)
        return try decision(asked).map { answer($0.decision.action, in: $0.contract, to: question) }
    }

    /// What becomes of the call of a device that has shown its password. It knows the places of its own contract only, and what it tells of
    /// forwardings is its own word: nobody vouches for it, as an exchange does.
    func answer(_ question: RedirectQuestion, of user: String) -> RedirectAnswer {
        guard let caller = UserID(user) else { return .ring }
        if let called = UserID(question.called.text), called.contract != caller.contract { return .ring }
        do {
            let asked = ExtensionCallQuestion(question.called.text, from: caller)
            return try decision(asked).map { answer($0.decision.action, in: $0.contract, to: question) } ?? .ring
        } catch {
            log(.failure, "the call of a device is not answered", ["error": "\(error)"])
            return .unreachable
        }
    }

    private func decision(_ question: ExtensionCallQuestion) throws -> ExtensionCallDesk.Answer? {
        loop.assertIsCurrent()
        let desk = ExtensionCallDesk(now: now) { [registrar] user in registrar?.contacts(of: user.text).isEmpty == false
        }
        return try database.read { try desk.answer(question, $0) }
    }

    private func answer(
        _ action: ExtensionCallDecision.Action, in contract: ContractCode, to question: RedirectQuestion
    ) -> RedirectAnswer {
        switch action {
        case .overOfficeLink(let number): overOfficeLink(UserID(contract, number), question)
        case .ring(let ringing): ring(ringing, in: contract)
        case .goOn(let target): place(target, in: contract).map(RedirectAnswer.goOn) ?? .busy
        case .outside(let text, let shown):
            SIPNumber(text).map { .outside($0, showing: shown.flatMap { SIPNumber(format.text($0)) }) } ?? .ring
        case .busy: .busy
        case .unreachable: .unreachable
        case .unknown: .ring
        case .noEmergency: .refuse
        }
    }

    /// Whoever asks about the name itself lets the call go where the name leads: over the Office Link that he knows by it.
    private func overOfficeLink(_ name: UserID, _ question: RedirectQuestion) -> RedirectAnswer {
        question.called.text == name.text ? .ring : .goOn(.name(name.text))
    }

    private func ring(_ ringing: ExtensionCallDecision.Ringing, in contract: ContractCode) -> RedirectAnswer {
        let contacts = devices(ringing, in: contract) + numbers(ringing)
        guard !contacts.isEmpty else { return .unreachable }
        let next = ringing.next.flatMap { place($0, in: contract) }.map { place in
            RedirectNext(
                place, noAnswerAfter: ringing.seconds.map { ringing.isSerial ? $0 * ringing.places.count : $0 },
                whenBusy: ringing.whenBusy, whenUnreachable: ringing.whenUnreachable)
        }
        return .contacts(contacts, ringSeconds: ringing.seconds, next: next)
    }

    private func devices(_ ringing: ExtensionCallDecision.Ringing, in contract: ContractCode) -> [RedirectContact] {
        ringing.places.enumerated().flatMap { place, number -> [RedirectContact] in
            // A group has fifty members at most.
            let q = ringing.isSerial ? 1_000 - 10 * place : 1_000
            switch number {
            case .extension(let number):
                return (registrar?.contacts(of: UserID(contract, number).text) ?? []).compactMap {
                    RedirectContact($0.reachableURI, q: q)
                }
            case .officeLink(let number):
                // The exchange knows by the name which Office Link it is.
                return [RedirectContact("sip:\(UserID(contract, number).text)@\(host)", q: q)].compactMap(\.self)
            }
        }
    }

    private func numbers(_ ringing: ExtensionCallDecision.Ringing) -> [RedirectContact] {
        guard let domain else { return [] }
        return ringing.numbers.compactMap { number in
            SIPNumber(format.text(number)).map { RedirectContact($0, in: domain, q: 1_000) }
        }
    }

    private func place(_ target: Absence.Target, in contract: ContractCode) -> RedirectCalled? {
        switch target {
        case .extension(let number): .name(UserID(contract, number).text)
        case .number(let number): SIPNumber(format.text(number)).map(RedirectCalled.number)
        case .officeLink(let number): .name(UserID(contract, number).text)
        }
    }

    // MARK: From elsewhere

    /// What becomes of a call.
    struct Answer: Sendable {
        let decision: ExtensionCallDecision
        /// The addresses that ring.
        let contacts: [String]
        /// The address that it goes on to, now or when nobody takes it; it is asked about anew.
        let to: String?
    }

    func answer(to question: ExtensionCallQuestion) async throws -> Answer? {
        try await onLoop { [self] in
            guard let (contract, decision) = try decision(question) else { return nil }
            switch decision.action {
            case .ring(let ringing):
                let contacts = devices(ringing, in: contract) + numbers(ringing)
                return Answer(
                    decision: decision, contacts: contacts.map(\.uri),
                    to: ringing.next.flatMap { address(of: $0, in: contract) })
            case .goOn(let target):
                return Answer(decision: decision, contacts: [], to: address(of: target, in: contract))
            case .overOfficeLink(let number):
                return Answer(
                    decision: decision, contacts: [], to: address(of: .officeLink(number), in: contract))
            case .outside(let text, _):
                return Answer(decision: decision, contacts: [], to: "sip:\(text)@\(host);user=phone")
            case .busy, .unreachable, .unknown, .noEmergency:
                return Answer(decision: decision, contacts: [], to: nil)
            }
        }
    }

    private var host: String { domain?.text ?? "localhost" }

    private func address(of target: Absence.Target, in contract: ContractCode) -> String {
        switch target {
        case .extension(let number): "sip:\(UserID(contract, number).text)@\(host)"
        case .number(let number): "sip:\(format.text(number))@\(host);user=phone"
        case .officeLink(let number): "sip:\(UserID(contract, number).text)@\(host)"
        }
    }

    /// Where these devices are registered.
    func contacts(of users: [UserID]) async throws -> [(user: UserID, uri: String)] {
        try await onLoop { [self] in
            users.flatMap { user in (registrar?.contacts(of: user.text) ?? []).map { (user, $0.reachableURI) } }
        }
    }

    private func onLoop<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            loop.execute { [database] in
                database.endTurn()
                continuation.resume(with: Result { try body() })
            }
        }
    }
}
