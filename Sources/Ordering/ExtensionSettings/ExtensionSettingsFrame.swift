import Exchange
package import Mustache
import Shell
import Telephony

/// The head of every page of a contract's settings: whose they are, where the other pages are, and whether anything can be changed.
package struct ExtensionSettingsFrame: ViewModel {
    let page: SettingsPath
    let opened: ExtensionDesk.Opened
    let language: Language

    /// 初期設定 is gone through once.
    private static let menu: [SettingsPath] = [.extensions, .groups, .incoming, .outgoing, .status]

    private var unfinished: SetUpView? {
        guard page != .start, let step = opened.setUp.present else { return nil }
        return SetUpView(contract: opened.code, step: step)
    }

    private var lock: LockView? {
        opened.locking.map { LockView(order: $0.number, language: language) }
    }

    package static let fields: ViewFields<ExtensionSettingsFrame> = [
        "contract": { .text($0.opened.code.text) },
        "pages": { view in
            .list(
                (menu + (view.opened.hasOfficeLink ? [.officeLink] : [])).map {
                    SettingsLinkView(
                        page: $0, contract: view.opened.code, isCurrent: $0 == view.page, language: view.language)
                })
        },
        "setUp": { .object(ifAny: $0.unfinished) },
        "lock": { .object(ifAny: $0.lock) },
        "isViewOnly": { .flag(!$0.opened.maySet && $0.opened.locking == nil) },
        "mayChange": { .flag(!$0.opened.isReadOnly) },
    ]
}

struct SettingsLinkView: ViewModel {
    let page: SettingsPath
    let contract: ContractCode
    var isCurrent = false
    let language: Language

    static let fields: ViewFields<SettingsLinkView> = [
        "name": { .text($0.page.title(in: $0.language)) },
        "words": { .text($0.page.purpose(in: $0.language)) },
        "path": { .text($0.page.of($0.contract)) },
        "isCurrent": { .flag($0.isCurrent) },
    ]
}

/// 初期設定 that has not come to its end.
private struct SetUpView: ViewModel {
    let contract: ContractCode
    let step: ExtensionSettings.Step

    static let fields: ViewFields<SetUpView> = [
        "path": { .text(SettingsPath.start.of($0.contract)) },
        "number": { .integer($0.step.rawValue) },
        "count": { _ in .integer(ExtensionSettings.Step.allCases.count) },
    ]
}

private struct LockView: ViewModel {
    let order: OrderNumber
    let language: Language

    static let fields: ViewFields<LockView> = [
        "order": { .text($0.order.text) },
        "sentence": { .text(ContractLock.sentence(because: $0.order, in: $0.language)) },
    ]
}
