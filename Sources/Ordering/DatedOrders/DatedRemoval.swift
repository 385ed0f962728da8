import Telephony

/// ダイヤルイン番号の廃止: names of its answers and controls, and how what was typed is read.
enum DatedRemoval {
    /// Those that are chosen.
    static let numbers = "removal-chosen"
    /// Where numbers are typed and pasted; a draft keeps of it what is no number.
    static let typed = "removal-numbers"
    /// 該当番号を廃止する
    static let ticked = "end"
    /// In one order.
    static let most = 2_000

    /// Telephone numbers, and what is none.
    static func read(_ text: String) -> (numbers: [PhoneNumber], others: [String]) {
        var read: (numbers: [PhoneNumber], others: [String]) = ([], [])
        for part in text.split(whereSeparator: { $0.isNewline || separators.contains($0) }).map(String.init)
        where !PastedText(part).text.isEmpty {
            if let number = PhoneNumber(part) { read.numbers.append(number) } else { read.others.append(part) }
        }
        return read
    }
}

extension DatedOrderAnswers {
    /// The numbers that are to end.
    var ending: [PhoneNumber] {
        get { DatedRemoval.read(self[DatedRemoval.numbers]).numbers }
        set { self[DatedRemoval.numbers] = newValue.sorted().map(\.digits).joined(separator: "\n") }
    }
}
