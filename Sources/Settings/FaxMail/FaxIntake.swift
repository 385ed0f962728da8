import Contracts
import Mustache
package import SQLite
package import Shell
package import Telephony

extension FaxMail {
    /// A file as a fax server hands it over.
    struct Arrival: Sendable {
        let caller: Caller
        let tiff: [UInt8]
        /// Names the arrival, where it may come twice.
        let reference: String?
    }
}

/// The intake of faxes (FAX-2): what comes in is kept in one transaction with the mails that tell of it, or refused with a reason.
package struct FaxIntake: Sendable {
    package enum Outcome: Sendable, Equatable {
        /// - dropped: how many older ones had to go.
        case kept(pages: Int, dropped: Int)
        /// It was kept before.
        case known
        /// For the operator, in English.
        case refused(String)
    }

    let policy: FaxMailPolicy
    let mails: MailTemplates
    let key: ServerKey

    package init(_ policy: FaxMailPolicy, mails: MailTemplates, key: ServerKey) {
        self.policy = policy
        self.mails = mails
        self.key = key
    }

    /// So much of a file is read at most: one byte more than can be kept, to see that it cannot.
    package var mostRead: Int { policy.mostBytes + 1 }

    /// Belongs into a write.
    /// - Parameters:
    ///   - caller: as the network tells; "" where it tells none.
    ///   - reference: names a file that may come twice, because the spool is emptied after the commit.
    package func receive(
        _ tiff: [UInt8], to number: PhoneNumber, from caller: String, reference: String? = nil, at now: Moment,
        _ database: Connection
    ) throws -> Outcome {
        if let reference, try ReceivedFaxStore.exists(reference, database) { return .known }
        guard let contract = try ContractsStore.contract(of: number, database) else {
            return .refused("\(number) is not a number of a contract here")
        }
        let key = NumberKey(number: number, contract: contract.id)
        guard try ContractsStore.has(.faxMail, number, of: contract.id, database) else {
            return .refused("\(number) has not the service \(ContractService.faxMail.operatorWord)")
        }
        let image: FaxImage
        do throws(FaxImage.Fault) { image = try FaxImage(reading: tiff) } catch { return .refused(error.reason) }
        let sizes = try ReceivedFaxStore.sizes(of: key, database)
        guard let dropped = FaxMail.dropped(for: tiff.count, among: sizes, policy) else {
            return .refused("the fax has more than \(policy.mostBytes) bytes, all that a number may keep")
        }
        let arrival = FaxMail.Arrival(caller: Caller(network: caller), tiff: tiff, reference: reference)
        try keep(arrival, image, dropping: dropped, key, at: now, database)
        return .kept(pages: image.pages.count, dropped: dropped)
    }

    private func keep(
        _ arrival: FaxMail.Arrival, _ image: FaxImage, dropping dropped: Int, _ key: NumberKey, at now: Moment,
        _ database: Connection
    ) throws {
        if dropped > 0 {
            try ReceivedFaxStore.drop(dropped, of: key, database)
            try Actor.automatic(contract: key.contract, at: now).audit(
                "fax-mail.dropped", subject: key.number.digits, before: "\(dropped)", database)
        }
        _ = try ReceivedFaxStore.keep(arrival, pages: image.pages.count, key, at: now, self.key, database)
        let settings = try FaxMailStore.settings(of: key.number, in: key.contract, database)
        guard settings.isOn else { return }
        for address in settings.addresses.map(\.address) {
            let view = FaxMailView(
                number: key.number, caller: arrival.caller, pages: image.pages.count, dropped: dropped, at: now,
                language: mails.language)
            let mail = try mails.mail("fax-mail.received", to: address, "FaxMail/fax-mail", view)
            try OutboxStore.add(mail, of: key.contract, at: now, database)
        }
    }
}

extension Caller {
    private static let longest = 24

    /// What a fax server tells: a number, digits of another form, or nothing that can be said.
    init(network text: String) {
        let digits = text.filter { $0.isNumber && $0.isASCII || $0 == "+" }
        if let number = PhoneNumber(signal: text) ?? PhoneNumber(text) {
            self = .number(number)
        } else if digits.isEmpty {
            self = .withheld
        } else {
            self = .other(String(digits.prefix(Self.longest)))
        }
    }
}

private struct FaxMailView: ViewModel {
    let number: PhoneNumber
    let caller: Caller
    let pages: Int
    let dropped: Int
    let at: Moment
    let language: Language

    static let fields: ViewFields<FaxMailView> = [
        "at": { .text($0.at.dateAndTimeText(in: $0.language)) },
        "number": { .text($0.number.display) },
        "digits": { .text($0.number.digits) },
        "caller": { .text($0.caller.words(in: $0.language)) },
        "pages": { .text($0.pages.inGroups) },
        "dropped": { $0.dropped > 0 ? .text($0.dropped.inGroups) : .absent },
    ]
}
