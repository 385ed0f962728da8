/// The 32 signs that nobody takes for one another, for what people copy from a page or from paper: no 0 O, no 1 I.
package enum UnambiguousSigns {
    package static let all = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)

    /// So many signs of five random bits each.
    package static func text(_ count: Int, random: (Int) -> [UInt8]) -> String {
        String(decoding: random(count).map { all[Int($0) % all.count] }, as: UTF8.self)
    }
}
