package import CivilCalendar
package import Exchange
package import SQLite
package import Telephony

/// What a service makes of its orders. All of it happens in the transaction of the order's own step.
package protocol ServiceOrders: Sendable {
    var service: OrderedService { get }

    /// What the exchange is to do.
    func work(of order: Order, _ database: Connection) throws -> WorkOrder

    /// What was ordered becomes true of the contract.
    func apply(_ order: Order, at now: Moment, _ database: Connection) throws

    /// Nothing comes of the order: エラー or 取消.
    func drop(_ order: Order, at now: Moment, _ database: Connection) throws

    /// A number of an order has gone a step on its way from another carrier (PORT-3): kept, and what is to be mailed about it.
    func hear(
        _ step: PortStep, of number: PhoneNumber, _ order: Order, at now: Moment, _ database: Connection
    ) throws -> OrderMail?

    /// What an exchange should have of every contract, for who compares.
    func register(_ database: Connection) throws -> [ContractCode: RegisteredContract]
}

/// One application as it is handed in: whose content it is only its service knows.
package struct OrderApplication: Sendable {
    package let service: OrderedService
    package let kind: OrderKind
    /// Nil: a new contract.
    package let contract: ContractCode?
    package let draft: OrderDraft.Reference
    package let details: CustomerDetails
    package let documents: [ConsentDocument]
    package let consents: [Consent]
    package let night: OrderNight
    /// 開通予定日; nil: today.
    package let openingDay: CivilDate?
    /// Its numbers may have different fates (PORT-3).
    package let isDivisible: Bool
    /// What it costs.
    package let fees: [FeeItem]

    package init(
        service: OrderedService, kind: OrderKind, contract: ContractCode? = nil, draft: OrderDraft.Reference,
        details: CustomerDetails, documents: [ConsentDocument], consents: [Consent], night: OrderNight = .none,
        openingDay: CivilDate? = nil, isDivisible: Bool = false, fees: [FeeItem]
    ) {
        (self.service, self.kind, self.contract, self.draft, self.night) = (service, kind, contract, draft, night)
        (self.details, self.documents, self.consents) = (details, documents, consents)
        (self.openingDay, self.isDivisible, self.fees) = (openingDay, isDivisible, fees)
    }
}

/// Who applies, and from where.
package struct Applicant: Sendable {
    package let company: Int
    /// The mail address.
    package let account: String
    /// As the audit trail has it.
    package let client: String

    package init(company: Int, account: String, client: String) {
        (self.company, self.account, self.client) = (company, account, client)
    }
}

extension ServiceOrders {
    /// Of a service whose numbers come from nobody else.
    package func hear(
        _ step: PortStep, of number: PhoneNumber, _ order: Order, at now: Moment, _ database: Connection
    ) throws -> OrderMail? { nil }
}
