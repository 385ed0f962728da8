import Accounts
import Mustache
import Shell
import Telephony

struct TelephoneForwardingInputView: ViewModel {
    let stored: StoredTelephonePIN?
    let form: TelephoneForwardingForm
    /// Whether somebody hears of misuse by mail.
    let isTold: Bool
    let problems: [Problem]
    let language: Language

    static let fields: ViewFields<TelephoneForwardingInputView> = [
        "version": { .integer($0.form.version) },
        "stored": { view in
            .object(ifAny: view.stored.map { TelephoneForwardingStateView(stored: $0, language: view.language) })
        },
        "needsPIN": { .flag(TelephoneForwardingForm.needsPIN($0.stored)) },
        "isTold": { .flag($0.isTold) },
        "callers": {
            .object(FieldView(TelephoneForwardingForm.callers, $0.form.typedCallers, $0.problems))
        },
        "pin": { .object(FieldView(TelephoneForwardingForm.pin, "", $0.problems)) },
        "pinAgain": { .object(FieldView(TelephoneForwardingForm.again, "", $0.problems)) },
    ]
}

struct TelephoneForwardingStateView: ViewModel {
    let stored: StoredTelephonePIN
    let language: Language

    static let fields: ViewFields<TelephoneForwardingStateView> = [
        "callers": { .list($0.stored.callers.map(NumberView.init)) },
        "setAt": { .text($0.stored.setAt.dateAndTimeText(in: $0.language)) },
        "setAtISO": { .text($0.stored.setAt.machineText) },
        "isVoid": { .flag($0.stored.voidedAt != nil) },
        "voidedAt": { .text(ifAny: $0.stored.voidedAt?.dateAndTimeText(in: $0.language)) },
    ]
}

struct TelephoneForwardingCheckView: ViewModel {
    let content: TelephoneForwardingForm.Content
    let typedCallers: String
    let sealed: String
    let version: Int
    let digits: String
    let problems: [Problem]

    static let fields: ViewFields<TelephoneForwardingCheckView> = [
        "callers": { .list($0.content.callers.map(NumberView.init)) },
        "setsPIN": { .flag($0.content.pin != nil) },
        "typed": { .text($0.typedCallers) },
        "sealed": { .text($0.sealed) },
        "version": { .integer($0.version) },
        "digits": { .text($0.digits) },
        "currentPassword": { .object(FieldView(CurrentPassword.field, "", $0.problems)) },
    ]
}

/// Nothing is registered where there are no callers.
struct TelephoneForwardingRemovalView: ViewModel {
    let callers: [PhoneNumber]
    let version: Int
    let digits: String
    let problems: [Problem]

    static let fields: ViewFields<TelephoneForwardingRemovalView> = [
        "isEmpty": { .flag($0.callers.isEmpty) },
        "callers": { .list($0.callers.map(NumberView.init)) },
        "version": { .integer($0.version) },
        "digits": { .text($0.digits) },
        "currentPassword": { .object(FieldView(CurrentPassword.field, "", $0.problems)) },
    ]
}
