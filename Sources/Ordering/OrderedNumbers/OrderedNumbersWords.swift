import Exchange
import Shell
import Telephony

extension WorkNumber.Change {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .connect): "追加"
        case (.japanese, .port): "追加（番号ポータビリティ）"
        case (.japanese, .adapt): "変更"
        case (.japanese, .disconnect): "廃止"
        }
    }
}

extension OrderedNumbers {
    static func file(_ lines: [VoiceOrderLine], in language: Language) -> [UInt8] {
        var writer = CSVWriter(reserving: 128 + 64 * lines.count)
        writer.line(headings(in: language))
        for line in lines {
            writer.line(
                line.number.digits, line.base.digits, line.change.name(in: language),
                line.features.text(in: language) ?? "")
        }
        return writer.bytes
    }

    private static func headings(in language: Language) -> [String] {
        switch language {
        case .japanese: ["電話番号", "基本契約番号", "内容", "付加機能"]
        }
    }

    static func fileName(of order: OrderNumber, in language: Language) -> String {
        switch language {
        case .japanese: "払い出し番号_\(order).csv"
        }
    }
}
