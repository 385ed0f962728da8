import Mustache
import Shell
import Telephony

/// お客様情報 to be read, as `Templates/Orders/customer-details` draws it.
struct CustomerDetailsView: ViewModel {
    let details: CustomerDetails
    /// ORD-6.
    var showsSales = true
    let language: Language

    static let fields: ViewFields<CustomerDetailsView> = [
        "contact": { view in .list(view.rows(view.details.contact, others: view.details.otherMails)) },
        "newContract": { view in view.details.billing == nil ? .absent : .object(view) },
        "technical": { view in .list(view.details.technical.map { view.rows($0) } ?? []) },
        "isTechnicalSame": { .flag($0.details.technical == $0.details.contact) },
        "billing": { view in .list(view.details.billing.map(view.rows) ?? []) },
        "sales": { view in
            .list([
                view.row(.channel, view.details.sales.channel), view.row(.salesPerson, view.details.sales.person),
            ])
        },
        "showsSales": { .flag($0.showsSales) },
    ]

    private func rows(_ person: OrderPerson, others: [MailAddress] = []) -> [DetailRowView] {
        [
            row(.company, person.company), row(.department, person.department), row(.person, person.person),
            row(.kana, person.kana), row(.telephone, person.telephone.display),
            row(.mail, ([person.mail] + others).map(\.text).joined(separator: ", ")),
        ]
    }

    private func rows(_ billing: Billing) -> [DetailRowView] {
        [
            row(.postalCode, Company.Address.display(postalCode: billing.postalCode)),
            row(.prefecture, billing.prefecture.name(in: language)), row(.city, billing.city),
            row(.building, billing.building), row(.addressee, billing.addressee),
            row(.customerKind, billing.customerKind.name(in: language)),
        ]
    }

    private func row(_ label: CustomerLabel, _ value: String) -> DetailRowView {
        DetailRowView(label: label.name(in: language), value: value)
    }
}

struct DetailRowView: ViewModel {
    let label: String
    let value: String

    static let fields: ViewFields<DetailRowView> = [
        "label": { .text($0.label) },
        "value": { .text(ifAny: $0.value.isEmpty ? nil : $0.value) },
    ]
}
