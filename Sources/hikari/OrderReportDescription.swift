import Exchange
import Ordering
import Telephony

/// Everything that is known of one order, as programs read it; `lines` are for people.
struct OrderReportDescription: Encodable {
    let order: OrderDescription
    let begins: String?
    let equipmentWork: String?
    let channels: Int?
    /// After an order that changes them; 0: オフィスリンククラウド接続機能 ends.
    let officeLinkChannels: Int?
    let extensions: [Item]
    let numbers: [Item]
    let contact: Person?
    let technical: Person?
    let otherMails: [String]
    let consents: [Agreement]
    let fees: Fees?
    let history: [Step]
    let isHandedOver: Bool
    let setAside: String?

    struct Item: Encodable {
        /// As it is dialled, before the order where it gets another one.
        let digits: String
        let change: String
        var becomes: String?
        var device: String?
        var features: String?
        var carrier: String?
        /// Of a number from another carrier.
        var state: String?

        var line: String {
            ([change, digits] + [becomes, device, features, carrier, state].compactMap(\.self).filter { !$0.isEmpty })
                .joined(separator: "  ")
        }
    }

    struct Person: Encodable {
        let company: String
        let department: String
        let person: String
        let telephone: String
        let mail: String

        init(_ person: OrderPerson) {
            (company, department, self.person) = (person.company, person.department, person.person)
            (telephone, mail) = (person.telephone.digits, person.mail.text)
        }

        var line: String {
            [company, department, person, telephone, mail].filter { !$0.isEmpty }.joined(separator: "  ")
        }
    }

    struct Agreement: Encodable {
        let document: String
        let version: String
        let sha256: String
    }

    struct Fees: Encodable {
        let day: String
        let lines: [Line]

        struct Line: Encodable {
            let part: String
            let code: String
            let name: String?
            let quantity: Int
            /// In yen; null: on quotation.
            let net: Int?
            let tax: Int?

            var line: String {
                let amount = net.map { "\($0) yen and \(tax ?? 0) tax" } ?? "on quotation"
                return "\(part)  \(code)  \(quantity)  \(amount)"
            }
        }
    }

    struct Step: Encodable {
        let at: String
        let event: String
        let state: String
        let by: String
        /// It was reported, fits no arrow and has changed nothing.
        let isRefused: Bool

        var line: String { "\(at)  \(event)  \(isRefused ? "refused, still " : "")\(state)  \(by)" }
    }

    init(_ report: OrderReport) {
        order = OrderDescription(report.order)
        begins = report.order.night.begins?.machineText
        equipmentWork = report.order.night.equipment?.machineText
        let channels = report.work?.channels ?? 0
        self.channels = channels == 0 ? nil : channels
        officeLinkChannels = report.work?.officeLinkChannels
        extensions = report.work.map(Self.extensions) ?? []
        let states = Dictionary(
            report.ports.map { ($0.line.number, $0.state.rawValue) }, uniquingKeysWith: { first, _ in first })
        numbers = (report.work?.numbers ?? []).map { number in
            Item(
                digits: number.number.digits, change: number.change.rawValue, features: number.features.stored,
                carrier: number.donor?.carrier, state: states[number.number])
        }
        contact = (report.details?.contact).map(Person.init)
        technical = (report.details?.technical).map(Person.init)
        otherMails = (report.details?.otherMails ?? []).map(\.text)
        consents = report.consents.map {
            Agreement(document: $0.document.rawValue, version: $0.version, sha256: $0.sha256)
        }
        fees = report.fees.map(Fees.init)
        history = report.history.map {
            Step(
                at: $0.at.machineText, event: $0.event.rawValue, state: $0.state.rawValue, by: $0.by.stored,
                isRefused: $0.isRefused)
        }
        (isHandedOver, setAside) = (report.isHandedOver, report.setAside)
    }

    private static func extensions(_ work: WorkOrder) -> [Item] {
        work.lines.map { Item(digits: $0.digits, change: "add", device: $0.device.rawValue) }
            + work.gone.map { Item(digits: $0, change: "delete") }
            + work.renamed.map { Item(digits: $0.from, change: "rename", becomes: $0.to) }
    }

    var lines: [String] {
        order.lines + (begins.map { ["begins      \($0)"] } ?? [])
            + (equipmentWork.map { ["equipment   \($0)"] } ?? []) + (channels.map { ["channels    \($0)"] } ?? [])
            + (officeLinkChannels.map { ["office link \($0)"] } ?? []) + extensions.map { "extension   \($0.line)" }
            + numbers.map { "telephone   \($0.line)" }
            + (contact.map { ["contact     \($0.line)"] } ?? [])
            + (technical.map { ["technical   \($0.line)"] } ?? []) + otherMails.map { "also mailed \($0)" }
            + consents.map { "agreed to   \($0.document)  \($0.version)  \($0.sha256)" }
            + (fees.map { fees in ["prices of   \(fees.day)"] + fees.lines.map { "fee         \($0.line)" } } ?? [])
            + history.map { "history     \($0.line)" }
            + ["exchange    \(isHandedOver ? "has it" : "has not been told yet")"]
            + (setAside.map { ["set aside   \($0.isEmpty ? "a report of the exchange cannot be applied" : $0)"] } ?? [])
    }
}

extension OrderReportDescription.Fees {
    init(_ sheet: FeeSheet) {
        day = Moment(startOf: sheet.day).dayText
        lines = sheet.lines.map {
            Line(
                part: $0.item.part.rawValue, code: $0.code.rawValue, name: $0.name, quantity: $0.quantity,
                net: $0.amounts?.net, tax: $0.amounts?.tax)
        }
    }
}
