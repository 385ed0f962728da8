import Telephony

extension SpokenCount {
    /// A part of a count, for a machine that reads aloud.
    static func reading(_ part: Int, in language: Language) -> String {
        switch language {
        case .japanese:
            let ones = ["ゼロ", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
            guard let unit = [1000, 100, 10, 1].first(where: { part >= $0 }) else { return ones[0] }
            let name = [1000: "千", 100: "百", 10: "十", 1: ""][unit] ?? ""
            return part == unit && unit > 1 ? name : ones[part / unit] + name
        }
    }
}
