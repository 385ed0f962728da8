import Mustache
import Shell
import Telephony

/// お客様情報 to be typed, as `Templates/Orders/customer-form` draws it.
struct CustomerFormView: ViewModel {
    let answers: OrderAnswers
    let isOfNewContract: Bool
    /// ORD-6.
    let asksForSales: Bool
    let problems: [Problem]
    let company: String
    let address: Company.Address
    /// ORD-6: what an emptied 販売チャネルコード becomes.
    let usualChannel: String
    let language: Language

    static let fields: ViewFields<CustomerFormView> = [
        "contact": { view in .list(view.person(.contact)) },
        "otherMails": { view in
            .list(
                (1...CustomerDetails.mostOtherMails).map {
                    view.field(CustomerForm.otherMail($0), .mail, isRequired: false, $0)
                })
        },
        "newContract": { view in view.isOfNewContract ? .object(view) : .absent },
        "technical": { view in .list(view.person(.technical)) },
        "isTechnicalSame": { .flag(!$0.answers[CustomerForm.sameTechnical].isEmpty) },
        "company": { .text($0.company) },
        "companyPostalCode": { .text(Company.Address.display(postalCode: $0.address.postalCode)) },
        "address": { .text([$0.address.text, $0.address.building].filter { !$0.isEmpty }.joined(separator: " ")) },
        "postalCode": { view in .object(view.field("billing-postalCode", .postalCode)) },
        "billing": { view in
            .list([
                view.field("billing-city", .city), view.field("billing-building", .building),
                view.field("billing-addressee", .addressee),
            ])
        },
        "prefecture": { view in .object(FieldView("billing-prefecture", "", view.problems)) },
        "prefectures": { view in
            .list(
                Prefecture.all.map {
                    OptionView(
                        value: "\($0.number)", name: $0.name(in: view.language),
                        isChosen: view.answers["billing-prefecture"] == "\($0.number)")
                })
        },
        "customerKind": { view in .object(FieldView("billing-customerKind", "", view.problems)) },
        "customerKinds": { view in
            .list(
                CustomerKind.allCases.map {
                    OptionView(
                        value: $0.rawValue, name: $0.name(in: view.language),
                        isChosen: view.answers["billing-customerKind"] == $0.rawValue)
                })
        },
        "sales": { view in
            .list(
                view.asksForSales
                    ? [view.field("sales-channel", .channel), view.field("sales-salesPerson", .salesPerson)] : [])
        },
        "asksForSales": { .flag($0.asksForSales) },
        "usualChannel": { .text($0.usualChannel) },
        "isSalesOpen": { view in .flag(view.problems.contains { $0.field.hasPrefix("sales-") }) },
    ]

    private func person(_ role: OrderPerson.Role) -> [CustomerFieldView] {
        [CustomerLabel.company, .department, .person, .kana, .telephone, .mail].map {
            field(CustomerForm.field($0, of: role), $0)
        }
    }

    private func field(
        _ name: String, _ label: CustomerLabel, isRequired: Bool? = nil, _ place: Int? = nil
    ) -> CustomerFieldView {
        CustomerFieldView(
            name: name, label: label, place: place, isRequired: isRequired ?? label.isRequired,
            field: FieldView(name, answers[name], problems), language: language)
    }
}

private struct CustomerFieldView: ViewModel {
    let name: String
    let label: CustomerLabel
    let place: Int?
    let isRequired: Bool
    let field: FieldView
    let language: Language

    static let fields: ViewFields<CustomerFieldView> = [
        "name": { .text($0.name) },
        "label": { .text($0.label.name(in: $0.language) + ($0.place.map { "\($0)" } ?? "")) },
        "support": { .text($0.label.support(in: $0.language)) },
        "isRequired": { .flag($0.isRequired) },
        "isNumeric": { .flag($0.label == .telephone || $0.label == .postalCode) },
        "isMail": { .flag($0.label == .mail) },
        "field": { .object($0.field) },
    ]
}

struct OptionView: ViewModel {
    let value: String
    let name: String
    let isChosen: Bool

    static let fields: ViewFields<OptionView> = [
        "value": { .text($0.value) },
        "name": { .text($0.name) },
        "isChosen": { .flag($0.isChosen) },
    ]
}
