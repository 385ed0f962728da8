import Telephony

/// What the demonstration's town says.
extension DemoTown {
    static func clock(since: Int64?, _ town: DemoTown, in language: Language) -> String {
        switch language {
        case .japanese: since.map { "最後の操作から\((town.time - $0) / 1000)秒" } ?? "すべての回線が正常です"
        }
    }

    /// Of a district's lines, as many as there are of each kind.
    static func summary(of known: [Known], in language: Language) -> String {
        let counts = Known.allCases.map { kind in (kind, known.count { $0 == kind }) }.filter { $0.1 > 0 }
        return switch language {
        case .japanese: counts.map { "\($0.0.name(in: language))\($0.1.inGroups)" }.joined(separator: "、")
        }
    }
}

extension DemoTown.Place {
    func name(in language: Language) -> String {
        switch (self, language) {
        case (.east, .japanese): "見本東局"
        case (.middle, .japanese): "見本中局"
        case (.west, .japanese): "見本西局"
        }
    }
}

extension DemoTown.Known {
    func name(in language: Language) -> String {
        switch (self, language) {
        case (.normal, .japanese): "正常"
        case (.failing, .japanese): "確認中"
        case (.faulty, .japanese): "故障"
        case (.forwarded, .japanese): "故障（一括転送中）"
        }
    }
}

extension MassFailureGuard.State {
    func townWords(in language: Language) -> String {
        switch (self, language) {
        case (.off, .japanese): "疑いはありません"
        case (.asking, .japanese): "多くの回線が同時に失敗したため、確認用の回線に試験呼を出しています。答えがわかるまで、判定を待ちます"
        case (.dark, .japanese): "確認用の回線が応答したため、回線側の停電と判断しました。故障の判定と一括転送の開始を続けます"
        case (.held, .japanese): "確認用の回線も応答しないため、網側の故障と判断しました。故障の判定と一括転送の開始を保留しています"
        }
    }
}

extension DemoTown.Happening {
    func words(in language: Language) -> String {
        switch (self, language) {
        case (.cut(let place), .japanese): "\(place.name(in: language))が停電しました。"
        case (.mended(let place), .japanese): "\(place.name(in: language))が復電しました。"
        case (.proxyDead, .japanese): "中継装置が故障しました。どの回線の試験呼にも応答がありません。"
        case (.proxyMended, .japanese): "中継装置が復旧しました。"
        case (.guardTurned(let state), .japanese): "監視：\(state.townWords(in: language))。"
        case (.firstFault, .japanese): "最初の回線を故障と判定しました。自動開始を設定したご契約の一括転送が始まっています。"
        case (.allFaults(let count), .japanese): "停電した\(count.inGroups)回線すべてを故障と判定しました。"
        case (.firstRecovery, .japanese): "最初の回線が回復しました。一括転送が自動で停止しています。"
        case (.allRecovered, .japanese): "すべての回線が回復しました。"
        }
    }
}
