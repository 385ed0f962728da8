import Accounts
import Mustache
import SQLite
import Shell
import Telephony

/// What is in force now, as the top page and サービス開始／停止 show it.
struct BulkForwardingState: Sendable {
    /// All that it shows but for whom; every change of it raises the contract's revision.
    struct Facts: Sendable {
        let service: BulkForwarding.Service
        let tally: BulkForwardingTally
        /// Whether a call to any number would ring somewhere while it is on.
        let rings: Bool
        /// The first numbers, and where their calls go while it is on.
        let first: [(number: PhoneNumber, way: CallWay)]

        static func read(_ contract: Int, _ database: Connection) throws -> Facts {
            let rows = try BulkForwardingStore.firstRows(BulkForwarding.numbersInOverview, of: contract, database)
            var outlook = try BulkForwardingStore.outlook(of: contract, database)
            let tally = try BulkForwardingStore.tally(of: contract, outlook, database)
            outlook.add(rows)
            return Facts(
                service: try BulkForwardingStore.service(of: contract, database), tally: tally,
                rings: try BulkForwardingStore.rings(contract, database),
                first: rows.map { ($0.number, outlook.way(of: $0.number)) })
        }
    }

    let service: BulkForwarding.Service
    let contractNumber: PhoneNumber
    let tally: BulkForwardingTally
    let language: Language

    static func read(for person: Person, in language: Language, _ database: Connection) throws -> BulkForwardingState {
        BulkForwardingState(
            try Facts.read(person.contractID, database), for: person, in: language)
    }

    init(_ facts: Facts, for person: Person, in language: Language) {
        service = facts.service
        contractNumber = person.contractNumber
        tally = facts.tally
        self.language = language
    }
}

extension BulkForwarding {
    /// So many numbers stand where the whole of it is shown.
    static let numbersInOverview = 5

    /// What every page of a contract's people asks, read once for each of its revisions.
    struct Overview: Sendable {
        private let known = RevisionFacts<BulkForwardingState.Facts>()

        func facts(for person: Person, _ database: Connection) throws -> BulkForwardingState.Facts {
            try known.value(for: person) { try .read(person.contractID, database) }
        }

        /// FWD-8: every page of the contract says that forwarding is on, whoever of it is signed in.
        @Sendable
        func banner(for person: Person, in language: Language, _ database: Connection) throws -> Banner? {
            let facts = try facts(for: person, database)
            guard facts.service.isOn, let latest = facts.service.latest else { return nil }
            return Banner(
                sentence: bannerSentence(rings: facts.rings, in: language), since: latest.at,
                byWhom: latest.by.bannerWords(in: language),
                link: isOpen(to: person)
                    ? Banner.Link(path: BulkForwardingServicePage.path, action: stopLink(in: language)) : nil,
                in: language)
        }
    }

    /// The part of サービス選択 for whose number is forwarded by others (AUTH-3): what becomes of its own calls.
    static func ownNumber(
        _ person: Person, in language: Language, _ database: Connection
    ) throws -> (any ViewModel)? {
        guard !isOpen(to: person), person.has(serviceName) else { return nil }
        let contract = person.contractID
        let outlook = try BulkForwardingStore.outlook(
            try BulkForwardingStore.outlook(of: contract, database), with: [person.number], of: contract, database)
        return BulkForwardingOwnNumber(
            number: person.number, isOn: try BulkForwardingStore.service(of: contract, database).isOn,
            way: outlook.way(of: person.number), language: language)
    }
}

/// What becomes of the calls to one number.
private struct BulkForwardingOwnNumber: ViewModel {
    let number: PhoneNumber
    let isOn: Bool
    let way: CallWay
    let language: Language

    /// Where its calls ring; nil for nowhere.
    private var destination: PhoneNumber? {
        if case .leaves(let number) = way.end { number } else { nil }
    }

    private var busyReason: String? {
        guard case .busy(at: let place, let rule) = way.end else { return nil }
        return rule.busyReason(at: place == number ? nil : place, in: language)
    }

    static let fields: ViewFields<BulkForwardingOwnNumber> = [
        "number": { .text($0.number.display) },
        "isOn": { .flag($0.isOn) },
        "destination": { .text(ifAny: $0.destination?.display) },
        "busyReason": { .text(ifAny: $0.busyReason) },
    ]
}

extension BulkForwardingState: ViewModel {
    static let fields: ViewFields<BulkForwardingState> = [
        "isOn": { .flag($0.service.isOn) },
        "since": { .text(ifAny: $0.service.latest?.at.dateAndTimeText(in: $0.language)) },
        "sinceISO": { .text(ifAny: $0.service.latest?.at.machineText) },
        "by": { .text(ifAny: $0.service.latest?.by.words(in: $0.language)) },
        "reason": { .text(ifAny: $0.service.latest?.reason) },
        "stopped": { $0.service.isOn || $0.service.latest == nil ? .absent : .object($0) },
        "version": { .integer($0.service.version) },
        "number": { .text($0.contractNumber.display) },
        "others": { .object(ifAny: CountView($0.tally.numbers - 1)) },
        "registered": { .object(ifAny: CountView($0.tally.destinations)) },
        "forwards": { .object(ifAny: CountView($0.tally.forwarded)) },
        "busy": { .object(ifAny: CountView($0.tally.busy)) },
        "deadEnds": { .object(ifAny: CountView($0.tally.deadEnds)) },
        "canStart": { .flag(BulkForwarding.canStart($0.tally)) },
    ]
}
