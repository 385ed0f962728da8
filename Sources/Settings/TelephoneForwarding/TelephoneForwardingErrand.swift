import Accounts
import Contracts
import SQLite
import Shell
import Telephony

/// FWD-12: what the telephone menu does for registered telephones.
struct TelephoneForwardingErrand: TelephoneErrand {
    typealias Sentence = TelephoneForwarding.Sentence

    let testCallNumber: PhoneNumber?

    var key: Character { "9" }

    func offer(in language: Language) -> TelephoneSpeech { Sentence.offer.speech(in: language) }
    func greeting(in language: Language) -> TelephoneSpeech { Sentence.greeting.speech(in: language) }
    func outOfOrder(in language: Language) -> TelephoneSpeech { Sentence.outOfOrder.speech(in: language) }

    func recordings(in language: Language) -> [TelephoneSpeech] {
        Sentence.allCases.map { $0.speech(in: language) }
    }

    func admits(_ caller: PhoneNumber, for contract: Int, _ database: Connection) throws -> Bool {
        try caller != testCallNumber && caller != ContractsStore.monitorNumber(of: contract, database)
    }

    func standing(of contract: Int, in language: Language, _ database: Connection) throws -> TelephoneStanding {
        guard try TelephoneForwardingStore.hasService(contract, database) else {
            return TelephoneStanding([Sentence.noService.speech(in: language)])
        }
        let service = try BulkForwardingStore.service(of: contract, database)
        if !service.isOn {
            let tally = try BulkForwardingStore.tally(of: contract, database)
            guard BulkForwarding.canStart(tally) else {
                return TelephoneForwarding.nowhere(registered: tally.destinations > 0, in: language)
            }
        }
        let destinations = try TelephoneForwardingStore.destinations(of: contract, database)
        return TelephoneForwarding.standing(service, destinations, in: language)
    }

    func perform(
        _ choice: TelephoneStanding.Choice, of contract: Int, by actor: Actor, _ mails: MailTemplates,
        _ database: Connection
    ) throws -> TelephoneDeed {
        let language = mails.language
        guard let wanted = TelephoneForwarding.Choice(rawValue: choice.name),
            try TelephoneForwardingStore.hasService(contract, database)
        else { return TelephoneDeed(isDone: false, TelephoneStanding([Sentence.noService.speech(in: language)])) }
        let isOn = wanted == .start
        let outcome = try BulkForwardingServiceStore.turn(
            on: isOn, shownVersion: choice.version, of: contract, by: actor, telling: mails, database)
        switch outcome {
        case .switched: return done((isOn ? Sentence.started : .stopped), language)
        case .unchanged:
            let says = [(isOn ? Sentence.wasOn : .wasOff).speech(in: language)]
            return TelephoneDeed(isDone: false, TelephoneStanding(says))
        case .nowhere(let registered):
            return TelephoneDeed(isDone: false, TelephoneForwarding.nowhere(registered: registered, in: language))
        case .conflict:
            let now = try standing(of: contract, in: language, database)
            let says = [Sentence.changed.speech(in: language)] + now.says
            return TelephoneDeed(isDone: false, TelephoneStanding(says, choices: now.choices))
        }
    }

    private func done(_ sentence: Sentence, _ language: Language) -> TelephoneDeed {
        TelephoneDeed(isDone: true, TelephoneStanding([sentence.speech(in: language)]))
    }
}

extension TelephoneForwarding {
    /// How many numbers go where, and the key that changes it.
    static func standing(
        _ service: BulkForwarding.Service, _ destinations: Destinations, in language: Language
    ) -> TelephoneStanding {
        let choice: Choice = service.isOn ? .stop : .start
        var says = [(service.isOn ? Sentence.isOn : .isOff).speech(in: language)]
        for (number, count) in destinations.named {
            says.append(Sentence.to.speech(in: language, number: number))
            says.append(Sentence.numbers.speech(in: language, count: count))
        }
        if destinations.elsewhere > 0 {
            says.append(Sentence.elsewhere.speech(in: language, count: destinations.elsewhere))
        }
        if destinations.busy > 0 { says.append(Sentence.busy.speech(in: language, count: destinations.busy)) }
        says.append((service.isOn ? Sentence.stop : .start).speech(in: language))
        return TelephoneStanding(
            says, choices: [.init(key: choice.key, choice.rawValue, version: service.version)])
    }

    static func nowhere(registered: Bool, in language: Language) -> TelephoneStanding {
        TelephoneStanding([(registered ? Sentence.nobodyRings : .noDestination).speech(in: language)])
    }
}
