import Mustache
import Telephony

/// A job as `Templates/PasswordJobs` draw it.
struct PasswordJobView: ViewModel {
    let job: PasswordJob
    let kind: PasswordJobKind
    /// The first of them.
    let remarks: [PasswordJobReport.Remark]
    let countOfRemarks: Int
    let now: Moment
    /// Of its kind, as the page calls it.
    let title: String
    let language: Language

    /// So many remarks are shown.
    static let mostRows = 100

    static let fields: ViewFields<PasswordJobView> = [
        "id": { .text($0.job.id) },
        "title": { .text($0.title) },
        "back": { .text($0.kind.path) },
        "began": { .text($0.job.createdAt.dateAndTimeText(in: $0.language)) },
        "beganISO": { .text($0.job.createdAt.machineText) },
        "done": { .text($0.job.done.inGroups) },
        "total": { .text($0.job.total.inGroups) },
        "doneCount": { .integer($0.job.done) },
        "totalCount": { .integer($0.job.total) },
        "percent": { .integer($0.job.percent) },
        "underWay": { $0.job.isUnderWay ? .object(PasswordJobUnderWayView(view: $0)) : .absent },
        "ended": { view in .object(ifAny: view.job.finishedAt.map { PasswordJobEndView(view: view, at: $0) }) },
    ]
}

private struct PasswordJobUnderWayView: ViewModel {
    let view: PasswordJobView

    static let fields: ViewFields<PasswordJobUnderWayView> = [
        "isWaiting": { .flag($0.view.job.state == .waiting) },
        "now": { .text($0.view.now.dateAndTimeText(in: $0.view.language)) },
        "end": { .text(ifAny: $0.view.job.estimatedEnd(at: $0.view.now)?.dateAndTimeText(in: $0.view.language)) },
    ]
}

private struct PasswordJobEndView: ViewModel {
    let view: PasswordJobView
    let at: Moment

    static let fields: ViewFields<PasswordJobEndView> = [
        "isFinished": { .flag($0.view.job.state == .finished) },
        "at": { .text($0.at.dateAndTimeText(in: $0.view.language)) },
        "atISO": { .text($0.at.machineText) },
        "sentences": { .list($0.view.job.sentences) },
        "keptUntil": { .text(($0.at + PasswordJobs.keptFor).dateText(in: $0.view.language)) },
        "remarks": { end in
            end.view.remarks.isEmpty
                ? .absent
                : .object(PasswordJobRemarksView(rows: end.view.remarks, count: end.view.countOfRemarks))
        },
    ]
}

private struct PasswordJobRemarksView: ViewModel {
    let rows: [PasswordJobReport.Remark]
    let count: Int

    static let fields: ViewFields<PasswordJobRemarksView> = [
        "count": { .text($0.count.inGroups) },
        "isMore": { .flag($0.count > $0.rows.count) },
        "rows": { .list($0.rows) },
    ]
}

extension PasswordJobReport.Remark: ViewModel {
    static let fields: ViewFields<PasswordJobReport.Remark> = [
        "number": { .text($0.number.display) },
        "sentence": { .text($0.sentence) },
    ]
}
