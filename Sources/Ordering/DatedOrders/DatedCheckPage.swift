import Exchange
import HTTP
import Mustache
import Shell
import Telephony

/// ご契約内容の確認 (ORD-7): all that is ordered, when, and what stands against it.
struct DatedCheckPage: Sendable {
    let flow: DatedOrderFlow

    @Sendable
    func page(
        _ visit: Visit<Employee>, _ opened: DatedOrderFlow.Opened, _ shown: OrderCheckShown
    ) async throws -> Response {
        guard let contract = opened.contract,
            case .success(let wish) = flow.questions(opened.answers, contract).read(opened.answers),
            case .success(let details) = flow.details(opened.answers)
        else { throw PageRefusal.notFound }
        let items = DatedItems(opened.answers)
        let problems = try await flow.problems(opened.answers, of: nil, contract.voice, visit)
        let view = DatedCheckView(
            frame: flow.frame(.check, opened, visit, isOvertaken: shown.state == .overtaken),
            content: DatedContentView(
                items: items, present: try flow.present(items, of: contract.voice.code), wish: wish,
                windows: flow.questions(opened.answers, contract).windows,
                files: opened.answers.files, language: visit.language),
            check: try await flow.check(opened.answers, contract.voice, visit), details: details,
            until: items.notice.end(before: wish.work.day, flow.desk.policy.calendar),
            isEnding: opened.answers.has(.removal), uses: try flow.uses(items, of: contract.voice.code),
            problems: problems, fees: shown.fees, wishPath: flow.path(of: .wish, opened.draft.reference),
            language: visit.language)
        return try flow.services.page(
            "DatedOrders/check", view, for: visit, problems: problems, status: shown.state.status)
    }
}

extension DatedItems {
    var notice: WorkNotice { isPorting ? .portability : .usual }
}

extension DatedOrderAnswers {
    /// Names of the files that come with the order.
    fileprivate var files: [EvidenceFile.Purpose: String] {
        [.confirmation: self[TransactionConfirmation.file], .remainingLines: self[DatedPorts.file]].filter {
            !$0.value.isEmpty
        }
    }
}

private struct DatedCheckView: ViewModel {
    let frame: OrderFrame
    let content: DatedContentView
    let check: VoiceOrderCheck
    let details: CustomerDetails
    /// The last moment at which it can be taken back.
    let until: Moment
    let isEnding: Bool
    let uses: [NumberUse]
    let problems: [Problem]
    let fees: FeeSheetView?
    let wishPath: String
    let language: Language

    static let fields: ViewFields<DatedCheckView> = [
        "frame": { .object($0.frame) },
        "content": { .object($0.content) },
        "group": { .text($0.check.contract.group.text) },
        "type": { .text($0.check.contract.type.name(in: $0.language)) },
        "coming": { .text(ifAny: $0.check.comingCount == 0 ? nil : $0.check.comingCount.inGroups) },
        "offers": { view in .list(view.check.offerSentences(in: view.language)) },
        "isOutsideEmergency": { .flag(!$0.check.contract.isInEmergencyArea) },
        "fees": { .object(ifAny: $0.fees) },
        "details": { .object(CustomerDetailsView(details: $0.details, language: $0.language)) },
        "until": { .text($0.until.dayAndTimeText(in: $0.language)) },
        "isEnding": { .flag($0.isEnding) },
        "uses": { view in .list(view.uses.map { $0.sentence(in: view.language) }) },
        "hasUses": { .flag(!$0.uses.isEmpty) },
        "isWrong": { .flag(!$0.problems.isEmpty) },
        "wishPath": { .text($0.wishPath) },
    ]
}

/// What a dated order asks for, to be read.
struct DatedContentView: ViewModel {
    let items: DatedItems
    let present: [PhoneNumber: VoiceNumber]
    let wish: DatedWish
    let windows: CutOverWindows?
    let files: [EvidenceFile.Purpose: String]
    let language: Language

    static let fields: ViewFields<DatedContentView> = [
        "items": { view in
            .list(
                DatedItem.allCases.compactMap { item in
                    let lines = view.items.summary(of: item, view.present, in: view.language)
                    return lines.isEmpty
                        ? nil : DatedSummaryView(name: item.name(in: view.language), lines: lines)
                })
        },
        "day": { .text($0.wish.work.day.text(in: $0.language)) },
        "time": { view in .text(ifAny: WorkHour(view.wish.work.time, view.windows).text(in: view.language)) },
        "linkDay": { view in .text(ifAny: view.wish.linkDay?.text(in: view.language)) },
        "reason": { .text(ifAny: $0.wish.work.reason.isEmpty ? nil : $0.wish.work.reason) },
        "networks": { view in
            .list(view.wish.networks.map { "\($0.action.name(in: view.language))　\($0.network.text)" })
        },
        "hasNetworks": { .flag(!$0.wish.networks.isEmpty) },
        "confirmation": { view in .list(view.wish.confirmation?.rows(in: view.language) ?? []) },
        "files": { view in
            .list(
                EvidenceFile.Purpose.allCases.compactMap { purpose in
                    view.files[purpose].map { DetailRowView(label: purpose.name(in: view.language), value: $0) }
                })
        },
    ]
}

private struct DatedSummaryView: ViewModel {
    let name: String
    let lines: [String]

    static let fields: ViewFields<DatedSummaryView> = [
        "name": { .text($0.name) },
        "lines": { .list($0.lines) },
    ]
}
