import CivilCalendar
import Exchange
import Shell
import Telephony

extension DatedItems.Place {
    /// A sentence about a row, with its place.
    func named(_ sentence: String, in language: Language) -> String {
        switch language {
        case .japanese: row.map { "\($0 + 1)行目：\(sentence)" } ?? sentence
        }
    }
}

extension DatedItems.Fault {
    func problem(at place: DatedItems.Place, in language: Language) -> Problem {
        if case .port(let problem) = self { return problem.problem(in: language) }
        return Problem(place.field, place.named(sentence(in: language), in: language))
    }

    private func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            switch self {
            case .missing(let column):
                "\(column.name(in: language))を\(column.isChoice ? "選択" : "入力")してください。"
            case .form(.count):
                "追加番号数を\(DatedRow.counts.lowerBound)から\(DatedRow.counts.upperBound)までの数字で入力してください。"
            case .form(.code): "予約コードをお知らせのとおりに入力してください。"
            case .form(let column): "\(column.name(in: language))は、電話番号を市外局番から入力してください。"
            case .nothing: "お申し込みの内容を1行以上入力してください。"
            case .tooManyRows: "入力できるのは\(DatedRow.most)行までです。"
            case .listing(let fault): fault.sentence(naming: DatedRow.Column.listing.name(in: language), in: language)
            case .port: ""
            case .remainingNotChosen: "残置番号の有無を選択してください。"
            case .remainingFileMissing:
                "残置番号が有りのときは、\(EvidenceFile.Purpose.remainingLines.name(in: language))のファイルを選択してください。"
            case .noneChosen: "廃止する番号を選択してください。"
            case .notTicked: "「該当番号を廃止する」にチェックを入れてください。"
            case .tooManyNumbers(let count):
                "一度に廃止できるのは\(DatedRemoval.most.inGroups)番号までです（入力：\(count.inGroups)番号）。"
            case .noNumber(let text): "「\(text.prefix(30))」は電話番号ではありません。1行に1番号ずつ入力してください。"
            }
        }
    }
}

extension DatedWish.Problem {
    func problem(in language: Language) -> Problem {
        switch self {
        case .work(let problem): problem.problem(in: language)
        case .networks(let problem): problem.problem(in: language)
        case .confirmation(let problem): problem.problem(in: language)
        case .linkDay: Problem("link-day", Self.linkDayMissing(in: language))
        case .notAfterLink(let day): Problem("day", Self.notAfterLink(day, in: language))
        }
    }

    private static func linkDayMissing(in language: Language) -> String {
        switch language {
        case .japanese: "フリーダイヤル・ナビダイヤル紐付工事の日を、2026-12-04のように入力してください。"
        }
    }

    private static func notAfterLink(_ day: CivilDate, in language: Language) -> String {
        switch language {
        case .japanese:
            "特定番号通知の工事は、フリーダイヤル・ナビダイヤル紐付工事（\(day.text(in: language))）より後の日にしてください。"
        }
    }
}
