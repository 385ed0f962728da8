import Mustache
import Shell
import Telephony

/// The places that are in use with the next ones open, the rest folded away.
struct FaultNotificationAddressesView: ViewModel {
    let form: FaultNotificationAddressesForm
    let problems: [Problem]
    /// Where a test mail has just gone.
    let tested: MailAddress?
    /// Why it may take time.
    let delay: String?
    let language: Language

    private static let leastShown = 3

    static let fields: ViewFields<FaultNotificationAddressesView> = [
        "version": { .text("\($0.form.version)") },
        "shown": { view in .list(Array(view.places[..<view.shownCount])) },
        "folded": { view in
            .object(
                ifAny: view.shownCount == view.places.count
                    ? nil : Folded(places: Array(view.places[view.shownCount...])))
        },
        "tested": { view in .object(ifAny: view.tested.map { Tested(address: $0, delay: view.delay) }) },
    ]

    private var places: [FaultNotificationPlaceView] {
        form.places.map { FaultNotificationPlaceView(place: $0, problems: problems, language: language) }
    }

    /// Places with something in them, or something wrong, are never folded away.
    private var shownCount: Int {
        let used = form.places.filter { place in
            !place.typed.isEmpty || place.isTicked
                || problems.contains { $0.field.hasSuffix("-\(place.number)") }
        }
        return min(max((used.last?.number ?? 0) + 1, Self.leastShown), form.places.count)
    }

    private struct Folded: ViewModel {
        let places: [FaultNotificationPlaceView]

        static let fields: ViewFields<Folded> = [
            "first": { .integer($0.places.first?.place.number ?? 0) },
            "last": { .integer($0.places.last?.place.number ?? 0) },
            "places": { .list($0.places) },
        ]
    }

    private struct Tested: ViewModel {
        let address: MailAddress
        let delay: String?

        static let fields: ViewFields<Tested> = [
            "address": { .text($0.address.text) },
            "delay": { .text(ifAny: $0.delay) },
        ]
    }
}

/// One place for an address.
struct FaultNotificationPlaceView: ViewModel {
    let place: FaultNotificationAddressesForm.Place
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<FaultNotificationPlaceView> = [
        "number": { .integer($0.place.number) },
        "address": { .object(FieldView("address-\($0.place.number)", $0.place.typed, $0.problems)) },
        "send": { .object(FieldView("send-\($0.place.number)", "", $0.problems)) },
        "isTicked": { .flag($0.place.isTicked) },
        "choices": { view in
            .list(
                FaultNotificationHours.choices.map {
                    Choice(hours: $0, isChosen: $0 == view.place.hours, language: view.language)
                })
        },
    ]

    private struct Choice: ViewModel {
        let hours: FaultNotificationHours
        let isChosen: Bool
        let language: Language

        static let fields: ViewFields<Choice> = [
            "choice": { .integer($0.hours.rawValue) },
            "words": { .text($0.hours.text(in: $0.language)) },
            "isChosen": { .flag($0.isChosen) },
        ]
    }
}
