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
        let isPlugged = visit.form["plug"] == "in"
        plugs.plug(number, isPlugged)
        let notice = Notice(
            "\(number.display)の電話機のプラグを\(isPlugged ? "差しました" : "抜きました")",
            [isPlugged ? "試験呼に呼び出し音で答えます。4回続けて着信すると、回復と判定されます。" : "試験呼に答えません。4回続けて着信しないと、故障と判定されます。"])
        return .done(notice, at: "/demo")
    }
}

/// One telephone with its plug.
struct DemoPlugView: ViewModel {
    let sample: DemoContracts.Sample
    let number: PhoneNumber
    let isPlugged: Bool

    static func all(_ plugs: any DemoPlugs) -> [DemoPlugView] {
        DemoContracts.all.compactMap { sample in
            sample.numbers.last.map { DemoPlugView(sample: sample, number: $0, isPlugged: plugs.isPlugged($0)) }
        }
    }

    static let fields: ViewFields<DemoPlugView> = [
        "number": { .text($0.number.display) },
        "digits": { .text($0.number.digits) },
        "name": { .text($0.sample.name) },
        "contractNumber": { .text($0.sample.numbers[0].display) },
        "isPlugged": { .flag($0.isPlugged) },
    ]
}
