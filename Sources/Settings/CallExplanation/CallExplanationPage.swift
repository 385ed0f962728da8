import Accounts
import HTTP
import Mustache
import SQLite
import Shell
import Telephony

extension CallExplanation {
    static func feature(_ services: Services, testCallNumber: PhoneNumber?) -> Feature<Person> {
        let page = CallExplanationPage(services: services, testCallNumber: testCallNumber)
        return Feature(routes: [.page(.get, CallExplanationPage.path, page.show)])
    }
}

/// 「この電話はどうなる？」. A question changes nothing, so it stands in the page's address.
struct CallExplanationPage: Sendable {
    let services: Services
    let testCallNumber: PhoneNumber?

    static let path = "/calls"

    func show(_ visit: Visit<Person>) throws -> Response {
        let form = CallExplanationForm(visit.query)
        guard form.isAsked else { return try page(visit, form) }
        switch form.read(own: visit.person.actsForContract ? nil : visit.person.number, now: visit.now) {
        case .failure(let problems): return try page(visit, form, problems: problems.all)
        case .success(let question): return try answer(visit, form, question)
        }
    }

    private func answer(
        _ visit: Visit<Person>, _ form: CallExplanationForm, _ question: CallExplanation.Question
    ) throws -> Response {
        let (contract, person) = (visit.person.contractID, visit.person)
        let found = try services.database.read { database -> (contract: Int, way: CallWay)? in
            let isOfContract = try CallExplanationStore.isNumber(question.to, of: contract, database)
            guard CallExplanation.mayAsk(person, about: question.to, isOfContract: isOfContract) else { return nil }
            return try CallExplanationStore.way(question, testCallNumber: testCallNumber, database)
        }
        // Whether somebody else has the number is nobody's to learn here.
        guard let found, found.contract == contract else { return try page(visit, form, problems: [.foreign]) }
        return try page(visit, form, found.way)
    }

    private func page(
        _ visit: Visit<Person>, _ form: CallExplanationForm, _ way: CallWay? = nil,
        problems: [CallExplanationProblem] = []
    ) throws -> Response {
        let problems = problems.map { $0.problem(in: visit.language) }
        let view = CallExplanationView(form: form, way: way, problems: problems, visit: visit)
        return try services.page("CallExplanation/calls", view, for: visit, problems: problems)
    }
}
