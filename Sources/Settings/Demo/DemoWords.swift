import Shell
import Telephony

/// How the demonstration's values are said to people.
extension DemoContracts.Customer {
    func name(in language: Language) -> String {
        switch (self, language) {
        case (.person, .japanese): "見本太郎"
        case (.company, .japanese): "見本商事株式会社"
        case (.group, .japanese): "見本ホールディングス株式会社"
        }
    }
}

extension DemoContracts.Sample {
    /// As a telephone to call from.
    func label(in language: Language) -> String {
        switch language {
        case .japanese: "\(numbers[0].display)（\(customer.name(in: language))、\(count)番号）"
        }
    }
}

extension DemoTelephoneProblem {
    func sentence(in language: Language) -> String {
        switch (self, language) {
        case (.noNumber, .japanese): "電話番号は、0から始まる10桁または11桁の数字で入力してください。"
        case (.hasEnded, .japanese): "この通話は終わっています。もう一度かけてください。"
        case (.otherKeys, .japanese): "続けて押す番号は、数字、＊、＃だけで入力してください。"
        }
    }
}

extension CallWay.End {
    /// What somebody with the receiver at the ear hears.
    func heard(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .ringsHere), (.japanese, .leaves): "呼び出し音（プルルル…）"
        case (.japanese, .busy): "話中音（プー、プー、プー…）"
        case (.japanese, .announcement(let announcement, _)): announcement.words(in: language)
        }
    }
}

extension CallExplanationProblem {
    func demoProblem(in language: Language) -> Problem {
        switch (language, self) {
        case (.japanese, .foreign): Problem("number", "この電話番号は、デモの電話番号ではありません。はじめのページにあるデモの電話番号を入力してください。")
        case (_, _): problem(in: language)
        }
    }
}

extension DemoPlugTurn {
    func heading(in language: Language) -> String {
        switch language {
        case .japanese: "\(number.display)の電話機のプラグを\(isPlugged ? "差しました" : "抜きました")"
        }
    }

    func effect(in language: Language) -> String {
        switch language {
        case .japanese:
            isPlugged
                ? "試験呼に呼び出し音で答えます。\(LineState.callsToDecide)回続けて着信すると、回復と判定されます。"
                : "試験呼に答えません。\(LineState.callsToDecide)回続けて着信しないと、故障と判定されます。"
        }
    }
}
