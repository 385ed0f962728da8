import Telephony

/// How NTT東日本 and NTT西日本 are written in 電話事業者名; the other companies of that name port as any carrier.
enum NTT {
    private static let names: Set = [
        "NTT", "NTT東", "NTT西", "NTT東日本", "NTT西日本", "東日本電信電話", "西日本電信電話", "エヌティティ", "日本電信電話",
    ]

    static func isOne(_ name: String) -> Bool {
        var name = PlainName(name).text.foldingWidth.uppercased().filter { !$0.isWhitespace && $0 != "・" && $0 != "-" }
        for form in ["株式会社", "(株)"] { name = name.replacing(form, with: "") }
        return names.contains(name)
    }
}
