package import Telephony

extension CutOverWindow {
    /// `11:30～12:00`
    package var text: String { "\(from.text)～\(until.text)" }
}

extension CutOverWindows {
    /// What 工事希望時間 comes to, before it is typed.
    package func sentence(in language: Language) -> String {
        switch language {
        case .japanese:
            "空欄のときは、\(first.text)に切り替えます。切り替えの時間帯は\(all.map(\.text).joined(separator: "、"))で、始まりの時刻を入力するとその時間帯になります。"
                + "それ以外の時刻は、個別に日程を調整し、試験通話をして切り替えます。"
        }
    }
}

extension WorkHour {
    /// 工事希望時間 as it will be; nil where none is said.
    package func text(in language: Language) -> String? {
        switch (language, self) {
        case (_, .usual): nil
        case (.japanese, .window(let window)): "\(window.text)の間に切り替えます"
        case (.japanese, .agreed(let time)): "\(time.text)（個別に調整し、試験通話をして切り替えます）"
        }
    }
}
