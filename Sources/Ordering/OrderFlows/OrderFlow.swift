import CivilCalendar
import Exchange
import HTTP
import SQLite
import Shell
import Telephony

/// An application from ご確認 to 完了 (ORD-2), whatever is ordered: what all its pages share. What is typed is kept as a draft from the
/// first 次へ on; nothing is an order before 申し込む.
protocol OrderFlow: Sendable {
    associatedtype Step: OrderStep
    associatedtype Answers: DraftAnswers
    /// What a contract has now.
    associatedtype Contract: Sendable
    typealias Opened = OpenedDraft<Answers, Contract>

    var desk: OrderDesk { get }
    var service: OrderedService { get }
    var kind: OrderKind { get }
    /// In their order.
    var steps: [Step] { get }
    /// Where what is ordered is said.
    var contentStep: Step { get }
    /// Where it is told what is wrong with it by now.
    var changedStep: Step { get }
    /// ORD-3.
    var documents: [ConsentDocument] { get }
    /// What a draft begins with, besides who applies.
    var beginning: [String: String] { get }

    /// What a contract has, whoever's it is; nil where there is nothing.
    func content(of code: ContractCode, _ database: Connection) throws -> Contract?

    /// Whether what is ordered lacks something.
    func firstMissing(_ opened: Opened) throws -> Step?

    /// What would be handed in; nil where something is missing or wrong.
    func order(
        _ answers: Answers, _ draft: OrderDraft.Reference, of contract: Contract?, _ details: CustomerDetails,
        _ database: Connection
    ) throws -> (any OrderSubmission)?

    /// An order as it would be typed (ORD-12).
    func answers(of order: Order, _ database: Connection) throws -> OrderAnswers?

    func name(of step: Step, in language: Language) -> String
    /// What is to be known before.
    func conditions(in language: Language) -> OrderConditions
    /// What is to be known after.
    func outlook(of order: Order, in language: Language) -> [OrderOutlook]
    /// Whom one may ask, on every page; nil: it stands on the first one alone.
    func contactNote(in language: Language) -> String?
    /// Where one chooses what to order.
    func menuPath(of contract: ContractCode?) -> String
}

extension OrderFlow {
    var changedStep: Step { contentStep }

    /// VOICE-5.
    func contactNote(in language: Language) -> String? {
        service == .ipVoice ? desk.policy.contactNote(desk.services.site.contact, in: language) : nil
    }
}

/// A page of an application; its raw value stands in addresses.
protocol OrderStep: RawRepresentable<String>, Hashable, Sendable {
    static var agreement: Self { get }
    static var customer: Self { get }
    static var check: Self { get }
    static var done: Self { get }
}

/// What was typed for an order, as its draft keeps it.
protocol DraftAnswers: Sendable {
    var answers: OrderAnswers { get set }

    init(_ answers: OrderAnswers)
}

/// What can be handed in.
protocol OrderSubmission: Sendable {
    /// 開通日; nil: the day on which it is handed in.
    var openingDay: CivilDate? { get }
    /// Its work may end on the day after.
    var crossesMidnight: Bool { get }

    /// What it costs, whatever that is on a day.
    func fees(of company: Int, _ database: Connection) throws -> [FeeItem]

    /// Comes before, in a transaction of its own: what is noted here lasts though the order is refused.
    func prepare(by applicant: Applicant, at now: Moment, trueTime: Moment, _ database: Connection) throws

    /// Throws an `OrderRefusal` when it is not taken.
    func submit(
        to intake: OrderIntake, from applicant: Applicant, at now: Moment, mayOrder: (Connection) throws -> Bool,
        _ database: Connection
    ) throws -> OrderNumber
}

extension OrderSubmission {
    var openingDay: CivilDate? { nil }
    var crossesMidnight: Bool { false }

    func prepare(by applicant: Applicant, at now: Moment, trueTime: Moment, _ database: Connection) throws {}
}

/// The draft that a page is about.
struct OpenedDraft<Answers: DraftAnswers, Contract: Sendable>: Sendable {
    let draft: OrderDraft
    var answers: Answers
    /// What the contract has now; nil for a new one.
    let contract: Contract?
}

/// What is said before an application begins.
struct OrderConditions: Sendable {
    var introduction: String?
    var notes: [String] = []
}

/// A sentence about what comes, with a page that belongs to it.
struct OrderOutlook: Sendable {
    let sentence: String
    var link: (path: String, name: String)?
}

/// The page to go to instead.
struct Elsewhere: Error {
    let path: String
}

extension DraftAnswers {
    subscript(_ field: String) -> String {
        get { answers[field] }
        set { answers[field] = newValue }
    }

    var contract: ContractCode? {
        get { answers.contract }
        set { answers.contract = newValue }
    }

    /// What was agreed to of these documents.
    func consents(_ documents: [ConsentDocument]) -> [Consent] {
        documents.compactMap { document in
            let words = answers["consent-\(document.rawValue)"].split(separator: " ").map(String.init)
            return words.count == 2 ? Consent(document: document, version: words[0], sha256: words[1]) : nil
        }
    }

    mutating func agree(to consents: [Consent]) {
        for consent in consents {
            answers["consent-\(consent.document.rawValue)"] = "\(consent.version) \(consent.sha256)"
        }
    }
}

extension Visit<Employee> {
    /// Who applies.
    var applicant: Applicant { Applicant(company: person.company, account: person.account, client: request.peer) }
}
