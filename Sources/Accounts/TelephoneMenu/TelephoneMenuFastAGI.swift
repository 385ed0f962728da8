package import FastAGI
package import Shell
import Telephony

/// The telephone menu for Asterisk (IVR-8): speaks prompts as sound files and numbers digit by digit, and takes keys one at a
/// time, so that every path of the menu is the same as in the terminal.
///
/// Keys are not collected by GET DATA: it cannot tell a number that ends with `#` from a password that ends by itself.
package struct TelephoneMenuFastAGI: Sendable {
    /// What an operator may set.
    package struct Settings: Sendable, Equatable {
        /// The variable that carries the caller's number as the network asserts it.
        package var callerVariable = "agi_callerid"
        /// The folder of the prompts, under Asterisk's folder of sounds.
        package var sounds = "hikari"

        package init() {}
    }

    /// Silence is so many seconds without a key, behind guidance or behind another key.
    static let secondsForKey = 10
    /// Nobody needs longer, and nobody may hold one of the places for ever.
    static let longestCall = Duration.minutes(10)

    private let exchange: TelephoneExchange
    private let settings: Settings
    private let log: Log

    package init(_ exchange: TelephoneExchange, settings: Settings = Settings(), log: Log) {
        self.exchange = exchange
        self.settings = settings
        self.log = log
    }

    /// A server that has its calls answered here.
    /// - Parameter secret: what must stand last in the script's address; nil where nothing must.
    package func server(peers: Set<String>, secret: OperatorToken? = nil) -> FastAGIServer {
        FastAGIServer(
            peers: peers, admits: { variables in secret?.admits(variables.script) ?? true },
            failed: { [log] reason in log(.warning, "telephone call broken", ["reason": "\(reason)"]) },
            refused: { [log] address in log(.warning, "telephone call refused", ["client": address]) },
            answer: { call in await answer(call) })
    }

    /// Has a call from its beginning to its end.
    func answer(_ channel: some TelephoneMenuChannel) async {
        var call: TelephoneCall?
        do {
            try await talk(channel, &call)
        } catch is FastAGIEnd {
        } catch {
            log(.failure, "telephone call failed", ["error": "\(error)"])
        }
        let id = channel.variables["agi_uniqueid"] ?? ""
        log(.information, "telephone call", call?.outcome(id: id) ?? ["call": id, "set": "no", "done": "no"])
    }

    /// - Parameter call: what has become of it, also when it breaks.
    private func talk(_ channel: some TelephoneMenuChannel, _ call: inout TelephoneCall?) async throws {
        guard let region = region(channel.variables) else {
            log(.warning, "telephone call to no access number", ["called": channel.variables["agi_extension"] ?? ""])
            _ = try await channel.perform(.hangUp)
            return
        }
        _ = try await channel.perform(.answer)
        let speaker = TelephoneMenuSpeaker(channel: channel, sounds: "\(settings.sounds)/\(region)", log: log)
        do {
            let (answered, steps) = try exchange.answer(caller(channel.variables), in: region)
            call = answered
            try await talk(answered, steps, speaker) { call = $0 }
        } catch let end as FastAGIEnd {
            throw end
        } catch {
            log(.failure, "telephone call not answered", ["error": "\(error)"])
            _ = try await speaker.say(.outOfOrder, keys: "") { _ in false }
            _ = try await channel.perform(.hangUp)
        }
    }

    private func talk(
        _ answered: TelephoneCall, _ first: [TelephoneCall.Step],
        _ speaker: TelephoneMenuSpeaker<some TelephoneMenuChannel>, keep: (TelephoneCall) -> Void
    ) async throws {
        var call = answered
        var steps = first
        let end = exchange.now() + Self.longestCall
        while true {
            let keyAhead = try await speak(steps, &call, speaker)
            guard call.expectation != .nothing, exchange.now() < end else { break }
            let wait = FastAGICommand.waitForKey(seconds: Self.secondsForKey)
            var key = keyAhead
            if key == nil { key = try await speaker.channel.perform(wait).key }
            steps = await call.receive(key.map { .key($0) } ?? .silence)
            keep(call)
        }
        if let failure = call.failure { log(.failure, "telephone call out of order", ["error": "\(failure)"]) }
        _ = try await speaker.channel.perform(.hangUp)
    }

    /// Returns the key that cut the guidance short, if one did. What ends the call is heard to its end.
    private func speak(
        _ steps: [TelephoneCall.Step], _ call: inout TelephoneCall,
        _ speaker: TelephoneMenuSpeaker<some TelephoneMenuChannel>
    ) async throws -> Character? {
        let keys = call.expectation == .nothing ? "" : FastAGICommand.allKeys
        for case .say(let prompt) in steps {
            var passedOver: [Character] = []
            let key = try await speaker.say(prompt, keys: keys) { key in
                guard passedOver.isEmpty, call.passesOver(key) else { return false }
                passedOver.append(key)
                return true
            }
            for key in passedOver { _ = await call.receive(.key(key)) }
            if let key { return key }
        }
        return nil
    }

    private func region(_ variables: FastAGIVariables) -> TelephoneMenu.Region? {
        ["agi_extension", "agi_dnid"].lazy.compactMap { variables[$0] }
            .compactMap(exchange.region(ofAccessNumber:)).first
    }

    /// IVR-1. A presentation other than "allowed" (bits 6 and 7 of ITU-T Q.951's octet) withholds the number, and so does one
    /// that cannot be read. Asterisk writes "unknown" where the network has told no number.
    func caller(_ variables: FastAGIVariables) -> TelephoneMenu.Caller {
        if let presentation = variables["agi_callingpres"] {
            guard let octet = Int(presentation), octet & 0x60 == 0 else { return .withheld }
        }
        let number = variables[settings.callerVariable] ?? ""
        return number.lowercased() == "unknown" ? .withheld : TelephoneMenu.Caller(signal: number)
    }
}
