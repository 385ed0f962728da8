import Encodings

/// The passwords that are guessed first and that the other rules would let pass (PW-3).
package enum CommonPasswords {
    /// In whatever case: one of the list, or a common word or a stretch of a keyboard's row, once or twice, with nothing but
    /// digits around it.
    package static func contains(_ text: String) -> Bool {
        let text = text.lowercased()
        if list.contains(text) { return true }
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: { !ASCII.isDigit($0) }),
            let last = bytes.lastIndex(where: { !ASCII.isDigit($0) })
        else { return false }
        let core = String(decoding: bytes[first...last], as: UTF8.self)
        let half = core.count / 2
        return isEasy(core)
            || core.count.isMultiple(of: 2) && core.prefix(half) == core.suffix(half)
                && isEasy(String(core.prefix(half)))
    }

    private static func isEasy(_ core: String) -> Bool {
        words.contains(core) || core.count >= shortestStretch && rows.contains { $0.contains(core) }
    }

    private static let shortestStretch = 4
    /// Left to right and right to left.
    private static let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm", "poiuytrewq", "lkjhgfdsa", "mnbvcxz"]

    private static let words: Set<String> = Set(
        """
        admin administrator aiueo akira angel apple april arigato arigatou august autumn banana baseball basketball
        batman butterfly changeme charlie chocolate coffee company computer cookie corvette daisuke december default
        demo denwa docomo doraemon dragon eagle eigyou evangelion february flets flower football freedom friday fukuoka
        google guest guitar gundam hanako happy haruki hayashi hello hikari hikaridenwa hiroshi honsha iloveyou inoue
        internet ito itou january japan jennifer jimusho jordan july june kaisha kakiku kato katou kazuki kddi keiko
        keitai kenji kimura kobayashi konnichiwa kyoto letmein lion liverpool login love lucky manager march master
        matsumoto mercedes michael michelle midnight misaki momoko monday monkey music mustang nagoya nakamura nanami
        naoki naruto nihon nintendo nippon november ntteast nttwest october office ohayou onepiece orange osaka passw
        passwd password passwords peace pikachu pokemon princess rainbow rakuten root sakura sakurasaku sample samsung
        sapporo sasaki sato satou saturday secret security september shadow shimizu shiten shota soccer softbank soumu
        spiderman spring starwars summer sunday sunshine superman suzuki takahashi takashi tanaka taro telephone tennis
        tensou test testing thursday tiger tokyo trust tuesday user watanabe wednesday welcome whatever windows winter
        yamada yamaguchi yamamoto yoko yokohama yoshida yuki yuuki
        """.split(whereSeparator: \.isWhitespace).map(String.init))

    private static let list: Set<String> = Set(
        """
        passw0rd passw0rd1 p4ssword p4ssw0rd pa55word pa55w0rd pass1word passpass mypassword newpassword userpassword
        topsecret trustno1 administer root1root user1user test1test test123test nttnttntt fletshikari qwe123qwe
        qweasdzxc qweasd123 123qweasd 123qwe123 qweqweqwe asdasdasd asdf1asdf zxczxczxc zxcasdqwe 1qaz2wsx 1qaz2wsx3edc
        2wsx1qaz 1qazxsw2 1qazxsw23edc zaq12wsx zaq1xsw2 zaq1zaq1 xsw21qaz qazwsxedc qazwsx12 qazwsx123 1q2w3e4r
        1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 1a2b3c4d a1b2c3d4 a1s2d3f4 a1b2c3d4e5 abc123abc abc123def abc12abc
        123abc123 aaa111bbb aaa111aaa abcabcabc abc123xyz 1a1a1a1a a1a1a1a1 aa11bb22 111aaa111 taro1taro sato1sato
        fuckyou1
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
