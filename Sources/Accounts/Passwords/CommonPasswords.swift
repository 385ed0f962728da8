/// The passwords that are guessed first and that the other rules would let pass.
enum CommonPasswords {
    static func contains(_ text: String) -> Bool {
        list.contains(text.lowercased())
    }

    private static let list: Set<String> = Set(
        """
        password password0 password1 password2 password3 password7 password9 password01 password11 password12 password21
        password22 password99 password123 password321 passwords passw0rd passw0rd1 p4ssword p4ssw0rd pa55word pa55w0rd
        pass1word passpass mypassword newpassword userpassword secret123 topsecret security security1 changeme changeme1
        letmein1 letmein12 letmein123 welcome1 welcome2 welcome01 welcome12 welcome123 trustno1 whatever whatever1
        admin123 admin321 adminadmin administer root1root rootroot useruser user1user guestguest guest123 login123
        master123 manager1 testtest test1test test123test testing1 testing123 demodemo sample123 default1 default123
        internet internet1 computer computer1 samsung1 google123 windows10 windows11 office365 company1 telephone
        telephone1 keitai123 docomo123 softbank softbank1 hikari123 hikari01 hikari321 hikaridenwa hikari2026 denwa123
        tensou123 ntteast1 nttwest1 ntteast123 nttwest123 nttnttntt flets123 fletshikari
        qwertyui qwertyuiop qwerty12 qwerty123 qwerty321 qwerty01 qwertyqwerty qwe123qwe qweasdzxc qweasd123 123qweasd
        123qwe123 qweqweqwe asdfghjk asdfghjkl asdasdasd asdf1asdf asdfasdf zxcvbnm1 zxcvbnm123 zxczxczxc zxcasdqwe
        1qaz2wsx 1qaz2wsx3edc 2wsx1qaz 1qazxsw2 1qazxsw23edc zaq12wsx zaq1xsw2 zaq1zaq1 xsw21qaz qazwsxedc qazwsx12
        qazwsx123 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4 q1w2e3r4t5 1a2b3c4d a1b2c3d4 a1s2d3f4 a1b2c3d4e5 abc123abc
        abc123def abc12abc 123abc123 aaa111bbb aaa111aaa abcabcabc abc123xyz 1a1a1a1a a1a1a1a1 aa11bb22 111aaa111
        iloveyou iloveyou1 iloveyou2 iloveyou12 sunshine sunshine1 princess princess1 football football1 baseball
        baseball1 basketball superman superman1 spiderman spiderman1 batman123 starwars starwars1 dragon123 monkey123
        shadow123 summer123 winter123 flower123 michael1 michael123 jennifer michelle charlie1 charlie123 jordan23
        jordan123 liverpool liverpool1 chocolate chocolate1 butterfly butterfly1 pokemon1 pokemon123 pikachu1
        doraemon doraemon1 doraemon123 naruto123 nintendo nintendo1 gundam123 evangelion onepiece onepiece1
        sakura123 sakura01 sakurasaku sakurasakura hanako123 taro1taro takahashi watanabe yamamoto kobayashi
        suzuki123 tanaka123 sato1sato nippon123 japan123 japanjapan tokyo2020 tokyo2021 tokyo123 osaka123 konnichiwa
        arigatou ohayou123 happy123 lucky777 fuckyou1 corvette mercedes midnight mustang1 freedom1 hello123 hellohello
        """.split(whereSeparator: \.isWhitespace).map(String.init))
}
