import Exchange
import HTTP
import Mustache
import Shell
import Telephony

struct VoiceContractListView: ViewModel {
    let serviceName: String
    let rows: [VoiceContractRow]
    let pager: PagerView?

    static let fields: ViewFields<VoiceContractListView> = [
        "serviceName": { .text($0.serviceName) },
        "table": { $0.rows.isEmpty ? .absent : .object($0) },
        "rows": { .list($0.rows) },
        "pager": { .object(ifAny: $0.pager) },
        "isEmpty": { .flag($0.rows.isEmpty) },
    ]
}

/// A voice contract in a list.
struct VoiceContractRow: ViewModel {
    let voice: VoiceContract
    let openedAt: Moment?
    /// Of all its numbers.
    let count: Int
    let language: Language

    static let fields: ViewFields<VoiceContractRow> = [
        "code": { .text($0.voice.code.text) },
        "path": { .text("\(VoiceContractPage.path)/\($0.voice.code)") },
        "group": { .text($0.voice.group.text) },
        "type": { .text($0.voice.type.name(in: $0.language)) },
        "isCloudPlan": { .flag($0.voice.isCloudPlan) },
        "hasMembersNet": { .flag($0.voice.hasMembersNet) },
        "isInEmergencyArea": { .flag($0.voice.isInEmergencyArea) },
        "access": { .text(ifAny: $0.voice.access?.text) },
        "openedAt": { view in .text(ifAny: view.openedAt?.dateText(in: view.language)) },
        "count": { .text($0.count.inGroups) },
    ]
}

struct VoiceContractView: ViewModel {
    let serviceName: String
    let row: VoiceContractRow
    /// Those of the page.
    let found: [VoiceNumber]
    let part: ContractListPart
    let mayChange: Bool
    let language: Language

    static let fields: ViewFields<VoiceContractView> = [
        "serviceName": { .text($0.serviceName) },
        "row": { .object($0.row) },
        "code": { .text($0.row.voice.code.text) },
        "mayChange": { .flag($0.mayChange) },
        "q": { .object(FieldView("q", $0.part.words)) },
        "isNarrowed": { .flag($0.part.isNarrowed) },
        "found": { .text($0.part.total.inGroups) },
        "table": { $0.found.isEmpty ? .absent : .object($0) },
        "numbers": { view in .list(view.found.map { VoiceNumberView(number: $0, language: view.language) }) },
        "pager": { .object(ifAny: $0.part.pager) },
    ]
}

private struct VoiceNumberView: ViewModel {
    let number: VoiceNumber
    let language: Language

    static let fields: ViewFields<VoiceNumberView> = [
        "number": { .text($0.number.number.display) },
        "base": { .text($0.number.base.display) },
        "isBase": { .flag($0.number.isBase) },
        "features": { .text(ifAny: $0.number.features.text(in: $0.language)) },
    ]
}
