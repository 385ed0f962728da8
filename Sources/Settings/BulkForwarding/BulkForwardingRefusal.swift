import Telephony

/// Why a number cannot have the destination somebody gave it, and how to mend that.
enum BulkForwardingRefusal: Error, Sendable, Equatable {
    case form(DestinationProblem)
    /// FWD-3: test calls must reach the monitor number itself.
    case monitorNumber
    case ownNumber
    case loop(BulkForwardingLoop)

    var reason: String {
        switch self {
        case .form(let fault): fault.sentence(naming: "転送先電話番号", in: .japanese)
        case .monitorNumber: "監視用電話番号には転送先を設定できません。"
        case .ownNumber: "転送先電話番号が転送元と同じ番号です。"
        case .loop(let loop): "転送が一周して元の番号に戻ります（\(loop.sentence)）。"
        }
    }

    var remedy: String {
        switch self {
        case .form(.refused), .form(.notInUse): "転送できる別の電話番号を入力してください。"
        case .form(.lostLeadingZero(let number)): "\(number.digits)のように、先頭の0から入力してください。"
        case .form: "市外局番から数字10桁、または050、070、080、090で始まる11桁で入力してください。"
        case .monitorNumber: "転送先電話番号を空欄にしてください。"
        case .ownNumber: "別の電話番号を入力するか、空欄にしてください。"
        case .loop: "このうち1つ以上の番号の転送先を、別の電話番号にしてください。"
        }
    }

    /// What stands below the field of one number, and in the summary, where it must say which.
    func sentence(for number: PhoneNumber) -> String {
        let label = "転送先電話番号（\(number.display)）"
        return switch self {
        case .form(.refused), .monitorNumber, .ownNumber, .loop: "\(label)：\(reason)\(remedy)"
        case .form(let fault): fault.sentence(naming: label, in: .japanese)
        }
    }
}

extension BulkForwardingLoop {
    /// 「03-1234-0001 → 03-1234-0002 → 03-1234-0001」; of long loops the beginning and how many numbers there are.
    var sentence: String {
        let shown = numbers.prefix(8).map(\.display)
        let rest = numbers.count > shown.count ? ["…（全部で\(numbers.count)番号）…"] : []
        return (shown + rest + [numbers[0].display]).joined(separator: " → ")
    }
}

extension BulkForwarding {
    /// Judges what was typed for one number, except for loops, which need the other numbers too. Empty takes the
    /// destination away.
    static func read(
        _ typed: String, for number: PhoneNumber, monitorNumber: PhoneNumber?, policy: Destination.Policy
    ) -> Result<PhoneNumber?, BulkForwardingRefusal> {
        switch Destination.read(typed, policy: policy) {
        case .failure(.empty): .success(nil)
        case _ where number == monitorNumber: .failure(.monitorNumber)
        case .failure(let fault): .failure(.form(fault))
        case .success(number): .failure(.ownNumber)
        case .success(let destination): .success(destination)
        }
    }
}
