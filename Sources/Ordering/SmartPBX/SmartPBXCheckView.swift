import Exchange
import Mustache
import Shell
import Telephony

/// Everything that is about to be ordered, with the way to each of it.
struct SmartPBXCheckView: ViewModel {
    let frame: OrderFrame
    let wish: SmartPBXOrderAnswers.Wish
    /// What goes with the numbers that are to go.
    let use: ExtensionUse
    let window: NightWindow?
    let now: Moment
    let details: CustomerDetails
    /// 申込内線番号数, where it is another one (A28).
    let said: Int?
    let countAgreed: FieldView
    let fees: FeeSheetView?
    let language: Language

    static let fields: ViewFields<SmartPBXCheckView> = [
        "frame": { .object($0.frame) },
        "content": { view in
            guard case .new(let content) = view.wish else { return .absent }
            return .object(SmartPBXContentView(content: content, language: view.language))
        },
        "change": { view in
            guard case .change(let outcome) = view.wish else { return .absent }
            return .object(
                SmartPBXChangeView(
                    record: outcome.record, kind: outcome.change.kind, night: outcome.wait(view.window, at: view.now),
                    pushedOut: outcome.channelsPushedOut, language: view.language))
        },
        "uses": { .object(ifAny: ExtensionUseView($0.use, in: $0.language)) },
        "details": { .object(CustomerDetailsView(details: $0.details, language: $0.language)) },
        "said": { view in .object(ifAny: view.said.flatMap { CountView($0) }) },
        "fees": { .object(ifAny: $0.fees) },
        "countAgreed": { .object($0.countAgreed) },
    ]
}

/// What an order of a new contract says, as `Templates/SmartPBX/content` draws it.
struct SmartPBXContentView: ViewModel {
    let content: NewSmartPBX
    let language: Language

    /// So many extensions are shown; more are in the file.
    static let mostShown = 100

    static let fields: ViewFields<SmartPBXContentView> = [
        "siteDigits": { .integer($0.content.plan.siteDigits) },
        "deviceDigits": { .integer($0.content.plan.deviceDigits) },
        "count": { .text($0.content.extensions.count.inGroups) },
        "smartphones": { .text($0.count(.smartphone)) },
        "computers": { .text($0.count(.computer)) },
        "channels": { .integer($0.content.channels.all) },
        "basic": { .integer($0.content.channels.basic) },
        "added": { .integer($0.content.channels.added) },
        "isMore": { .flag($0.content.extensions.count > mostShown) },
        "extensions": { view in
            .list(view.content.extensions.prefix(mostShown).map { ExtensionView(line: $0, language: view.language) })
        },
    ]

    private func count(_ kind: DeviceKind) -> String { content.extensions.count { $0.device == kind }.inGroups }
}
