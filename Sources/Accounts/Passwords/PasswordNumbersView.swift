import HTTP
import Mustache
import Shell
import Telephony

/// The list of the contract's numbers as `Templates/Passwords/numbers` draws it.
struct PasswordNumbersView: ViewModel {
    let rows: [PasswordNumber]
    /// Of what is searched for.
    let total: Int
    let page: Int
    let typed: String
    let contractNumber: PhoneNumber
    let job: PasswordJob?
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<PasswordNumbersView> = [
        "search": { .object(FieldView("q", $0.typed, $0.problems)) },
        "isActive": { .flag(!$0.typed.isEmpty) },
        "isEmpty": { .flag($0.rows.isEmpty) },
        "rows": { view in
            .list(
                view.rows.map {
                    PasswordNumberView(
                        number: $0, isOwn: $0.number == view.contractNumber,
                        standing: $0.standing.words(in: view.language))
                })
        },
        "pager": { .object(ifAny: $0.pager) },
        "job": { .object(ifAny: PasswordJobNoteView($0.job, in: $0.language)) },
    ]

    private var pager: PagerView? {
        PagerView(total: total, perPage: PasswordNumbersStore.numbersPerPage, page: page) { number in
            let pairs = (typed.isEmpty ? [] : [("q", typed)]) + (number > 1 ? [("page", "\(number)")] : [])
            return PasswordNumbersPage.path + (pairs.isEmpty ? "" : "?" + PercentEncoding.query(pairs))
        }
    }
}

private struct PasswordNumberView: ViewModel {
    let number: PasswordNumber
    /// The administrator's own.
    let isOwn: Bool
    let standing: String

    static let fields: ViewFields<PasswordNumberView> = [
        "number": { .text($0.number.number.display) },
        "digits": { .text($0.number.number.digits) },
        "standing": { .text($0.standing) },
        "isSet": { .flag($0.number.standing == .set) },
        "isOwn": { .flag($0.isOwn) },
    ]
}

/// Where the latest job stands, on the pages from which jobs are begun.
struct PasswordJobNoteView: ViewModel {
    let job: PasswordJob
    let language: Language

    init?(_ job: PasswordJob?, in language: Language) {
        guard let job else { return nil }
        (self.job, self.language) = (job, language)
    }

    static let fields: ViewFields<PasswordJobNoteView> = [
        "path": { .text($0.job.path) },
        "underWay": { .flag($0.job.isUnderWay) },
        "began": { .text($0.job.createdAt.dateAndTimeText(in: $0.language)) },
        "done": { .text($0.job.done.inGroups) },
        "total": { .text($0.job.total.inGroups) },
    ]
}

/// The form for one number, `Templates/Passwords/number`.
struct PasswordOfNumberView: ViewModel {
    let number: PhoneNumber
    let version: String
    let isTold: Bool
    let problems: [Problem]

    static let fields: ViewFields<PasswordOfNumberView> = [
        "number": { .text($0.number.display) },
        "digits": { .text($0.number.digits) },
        "version": { .text($0.version) },
        "isTold": { .flag($0.isTold) },
        "newPassword": { .object(FieldView("newPassword", "", $0.problems)) },
        "confirmation": { .object(FieldView("confirmation", "", $0.problems)) },
        "currentPassword": { .object(FieldView(CurrentPassword.field, "", $0.problems)) },
    ]
}
