import Exchange
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

/// `/outages`: what cannot or could not be used, the 24-hour clock, and 目安 (LIAB-2).
struct OutagePage: Sendable {
    let desk: OrderDesk

    static let perPage = 20

    func show(_ visit: Visit<Employee>) throws -> Response {
        let (person, now) = (visit.person, desk.clock.now())
        let scope = person.rights.scope
        let view = try desk.services.database.read { database in
            let total = try OutageStore.count(of: person.company, in: scope, at: now, database)
            let page = visit.query.pageNumber(of: total, perPage: Self.perPage)
            let records = try OutageStore.some(
                of: person.company, in: scope, at: now, atMost: Self.perPage, after: (page - 1) * Self.perPage, database
            )
            return OutageListView(
                assessments: try OutageAssessment.all(records, at: now, desk.policy.fees, database),
                pager: PagerView(total: total, perPage: Self.perPage, page: page) { "\(Outages.path)?page=\($0)" },
                now: now, serviceName: desk.policy.name(of: .smartPBX), contact: desk.services.site.contact,
                language: visit.language)
        }
        return try desk.services.page("Outages/list", view, for: visit)
    }
}

private struct OutageListView: ViewModel {
    let assessments: [OutageAssessment]
    let pager: PagerView?
    let now: Moment
    let serviceName: String
    let contact: String
    let language: Language

    static let fields: ViewFields<OutageListView> = [
        "serviceName": { .text($0.serviceName) },
        "contact": { .text($0.contact) },
        "now": { .text($0.now.dateAndTimeText(in: $0.language)) },
        "isEmpty": { .flag($0.assessments.isEmpty) },
        "outages": { view in .list(view.assessments.map { OutageView(assessment: $0, language: view.language) }) },
        "pager": { .object(ifAny: $0.pager) },
    ]
}

private struct OutageView: ViewModel {
    let assessment: OutageAssessment
    let language: Language

    private var outage: Outage { assessment.outage }

    static let fields: ViewFields<OutageView> = [
        "id": { .integer($0.assessment.record.id) },
        "code": { .text($0.outage.contract.text) },
        "path": { .text("\(SmartPBXContractPage.path)/\($0.outage.contract)") },
        "isRunning": { .flag($0.outage.isRunning) },
        "text": { view in .text(ifAny: view.outage.text.isEmpty ? nil : view.outage.text) },
        "known": { .text($0.outage.knownAt.dateAndTimeText(in: $0.language)) },
        "recovered": { view in .text(ifAny: view.outage.recoveredAt?.dateAndTimeText(in: view.language)) },
        "reach": { .text($0.outage.reach.name(in: $0.language)) },
        "cause": { .text($0.outage.cause.name(in: $0.language)) },
        "length": { view in
            .text(OutageWords.length(view.outage.length(at: view.assessment.now), in: view.language))
        },
        "clock": { .text(OutageWords.clock(of: $0.outage, at: $0.assessment.now, in: $0.language)) },
        "minutes": { view in
            .integer(min(view.outage.length(at: view.assessment.now), Outages.least).inMinutes)
        },
        "allMinutes": { _ in .integer(Outages.least.inMinutes) },
        "isCompensable": { .flag($0.assessment.isCompensable) },
        "isOpen": { .flag($0.assessment.obstacles == [.notYet]) },
        "obstacles": { view in
            .list(view.assessment.obstacles.map { OutageWords.sentence(of: $0, view.outage, in: view.language) })
        },
        "amount": { view in .object(ifAny: AmountView(amount: view.assessment.amount, language: view.language)) },
    ]
}

private struct AmountView: ViewModel {
    let estimate: OutageEstimate?
    let language: Language

    init?(amount: OutageAssessment.Amount, language: Language) {
        switch amount {
        case .none: return nil
        case .onQuotation: estimate = nil
        case .estimated(let own): estimate = own
        }
        self.language = language
    }

    static let fields: ViewFields<AmountView> = [
        "yen": { view in .text(ifAny: view.estimate.map { OutageWords.yen($0.yen, in: view.language) }) },
        "days": { view in .text(ifAny: view.estimate?.days.inGroups) },
        "parts": { view in
            .list((view.estimate?.parts ?? []).map { EstimatePartView(part: $0, language: view.language) })
        },
    ]
}

private struct EstimatePartView: ViewModel {
    let part: OutageEstimate.Part
    let language: Language

    static let fields: ViewFields<EstimatePartView> = [
        "sentence": { .text(OutageWords.reckoning(of: $0.part, in: $0.language)) },
        "lines": { view in
            .list(view.part.monthly.lines.map { OutageWords.fee($0, in: view.language) })
        },
    ]
}
