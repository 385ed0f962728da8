import Mustache

/// A page that is turned to by a button of the form, so that ticks are kept.
struct ButtonPageView: ViewModel {
    let number: Int
    let isCurrent: Bool

    static let fields: ViewFields<ButtonPageView> = [
        "number": { .integer($0.number) },
        "isCurrent": { .flag($0.isCurrent) },
    ]
}
