package import Accounts
import HTTP
import Mustache
package import Shell
import Telephony

/// The plugs on `/demo`: pulling one is the power cut that the fault notification is for.
package struct DemoPlugsPage: Sendable {
    let plugs: any DemoPlugs

    package static func routes(_ plugs: any DemoPlugs) -> [SiteRoute<Person>] {
        [.open(.post, "/demo/plug", DemoPlugsPage(plugs: plugs).turn)]
    }

    func turn(_ visit: OpenVisit) throws -> Response {
        guard let number = visit.form["number"].flatMap({ PhoneNumber($0) }),
            DemoContracts.monitorNumbers.contains(number)
        else { throw PageRefusal.notFound }
        let turn = DemoPlugTurn(number: number, isPlugged: visit.form["plug"] == "in")
        plugs.plug(number, turn.isPlugged)
        let notice = Notice(turn.heading(in: visit.language), [turn.effect(in: visit.language)])
        return .done(notice, at: "/demo")
    }
}

/// A plug that has just been put in, or pulled.
struct DemoPlugTurn: Sendable {
    let number: PhoneNumber
    let isPlugged: Bool
}

/// One telephone with its plug.
struct DemoPlugView: ViewModel {
    let sample: DemoContracts.Sample
    let number: PhoneNumber
    let isPlugged: Bool
    let language: Language

    static func all(_ plugs: any DemoPlugs, in language: Language) -> [DemoPlugView] {
        DemoContracts.all.compactMap { sample in
            sample.numbers.last.map {
                DemoPlugView(sample: sample, number: $0, isPlugged: plugs.isPlugged($0), language: language)
            }
        }
    }

    static let fields: ViewFields<DemoPlugView> = [
        "number": { .text($0.number.display) },
        "digits": { .text($0.number.digits) },
        "name": { .text($0.sample.customer.name(in: $0.language)) },
        "contractNumber": { .text($0.sample.numbers[0].display) },
        "isPlugged": { .flag($0.isPlugged) },
    ]
}
