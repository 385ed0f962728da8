import Accounts
import Contracts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension NumberForms {
    /// The first page, and each form.
    func routes() -> [SiteRoute<Person>] {
        let first = NumberServicePage(forms: self)
        let isOpen = service.isOpen
        return [.page(.get, service.path, allowed: { isOpen($0) }, first.show)]
            + Part.allCases.flatMap { part in
                let page = NumberFormPage(forms: self, part: part)
                let path = "\(service.path)/\(part.rawValue)"
                return [
                    SiteRoute.page(.get, path, allowed: { isOpen($0) }, page.show),
                    .page(.post, path, allowed: { isOpen($0) }, page.save),
                ]
            }
    }

    /// Its part of サービス選択; nil for whom it is not (AUTH-2).
    func overview(for visit: Visit<Person>, _ database: Connection) throws -> (any ViewModel)? {
        guard service.isOpen(to: visit.person) else { return nil }
        let numbers = try service.choice(for: visit.person, atMost: 2, database)
        guard let number = numbers.first else { return nil }
        let menu = NumberMenuView(forms: self, number: number, language: visit.language)
        guard numbers.count > 1 else {
            let settings = try settings(of: NumberKey(number: number, contract: visit.person.contractID), database)
            return NumberOverviewView(
                service: service, menu: menu,
                one: .init(number: number, isOn: isOn(settings), summary: summary(of: settings, in: visit.language)),
                language: visit.language)
        }
        return NumberOverviewView(
            service: service, menu: menu,
            many: .init(
                count: try ContractsStore.countOfNumbers(
                    with: service.service, of: visit.person.contractID, database),
                on: try countOn(of: visit.person.contractID, database)), language: visit.language)
    }
}

/// The first page of a service of numbers: the number's state and its forms; or, for whom there are several, the numbers.
struct NumberServicePage<Forms: NumberForms>: Sendable {
    let forms: Forms

    private static var numbersPerPage: Int { 32 }

    func show(_ visit: Visit<Person>) throws -> Response {
        let services = forms.services
        let key = try services.database.read { database in
            try forms.service.number(named: visit.query[NumberService.field], for: visit.person, database)
        }
        guard let key else { return try list(visit) }
        let view = try services.database.read { database in
            let settings = try forms.settings(of: key, database)
            return NumberStateView(
                frame: NumberFrameView(
                    service: forms.service, number: key.number,
                    hasOthers: try forms.service.choice(for: visit.person, atMost: 2, database).count > 1,
                    remarks: try forms.remarks(settings, nil, of: key, in: visit.language, database),
                    language: visit.language), isOn: forms.isOn(settings),
                summary: forms.summary(of: settings, in: visit.language),
                state: try forms.state(settings, of: key, at: visit.now, in: visit.language, database),
                menu: NumberMenuView(forms: forms, number: key.number, language: visit.language))
        }
        return try services.page("NumberServices/state", view, for: visit)
    }

    private func list(_ visit: Visit<Person>) throws -> Response {
        let (service, contract) = (forms.service, visit.person.contractID)
        let part = String((visit.query["q"] ?? "").compactMap(\.wholeNumberValue).map(String.init).joined().prefix(11))
        let page = visit.query.pageNumber
        let view = try forms.services.database.read { database in
            let monitor = try ContractsStore.monitorNumber(of: contract, database)
            let rows = try ContractsStore.numbers(
                with: service.service, of: contract, containing: part, offset: (page - 1) * Self.numbersPerPage,
                limit: Self.numbersPerPage, database
            ).map { number in
                let settings = try forms.settings(of: NumberKey(number: number, contract: contract), database)
                return NumberRowView(
                    number: number, path: service.path(of: number),
                    isContractNumber: number == visit.person.contractNumber, isMonitor: number == monitor,
                    isOn: forms.isOn(settings), summary: forms.summary(of: settings, in: visit.language))
            }
            return NumberChoiceView(
                service: service, part: part,
                total: try ContractsStore.countOfNumbers(
                    with: service.service, of: contract, containing: part, database), page: page,
                perPage: Self.numbersPerPage, rows: rows, language: visit.language)
        }
        return try forms.services.page("NumberServices/numbers", view, for: visit)
    }
}
