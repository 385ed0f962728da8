import Foundation
import Testing

/// What the tree keeps to, beyond what the compiler sees. A test that fails names every place: `file:line: what stands there`.
@Suite struct ConventionTests {
    private static let platform: Set = ["HTTP", "SQLite", "Mustache", "SMTP", "SIP", "FastAGI", "Transport"]
    private static let product: Set = [
        "Telephony", "Shell", "Contracts", "Accounts", "Settings", "Exchange", "ExchangeSimulator",
        "ExchangeInterface", "Ordering",
        "hikari",
    ]
    /// Japanese that nobody reads: characters that are understood in what people type, or written in files.
    private static let alphabets = ["CSVText", "NumberWriting", "NumberStart", "KanaWidth"].map { $0 + ".swift" }
    private static let featureNames = [
        "onetimepassword", "forwarding", "faultnotification", "linemonitor", "voicewarp", "authenticationunit",
        "temporarypassword", "credential", "telephonemenu", "passwordjob", "ordering",
    ]

    /// Read once for all tests.
    private static let tree = Result {
        (try SourceFile.all(in: "Sources", ending: ".swift"), try SourceFile.all(in: "Templates", ending: ".mustache"))
    }

    private let sources: [SourceFile]
    private let templates: [SourceFile]

    init() throws {
        (sources, templates) = try Self.tree.get()
        try #require(sources.count > 100 && templates.count > 50)
    }

    private var ofProduct: [SourceFile] { sources.filter { Self.product.contains($0.module) } }

    @Test func `The rules of a feature know neither pages nor the database`() {
        let rules = ofProduct.filter {
            $0.module != "Shell" && $0.folders.count > 2 && $0.name == ($0.folders.last ?? "") + ".swift"
        }
        expectNone(rules, importing: Self.platform)
    }

    @Test func `Stores know no pages, words know neither pages nor the database`() {
        expectNone(ofProduct.filter(\.isStore), importing: Self.platform.subtracting(["SQLite"]))
        expectNone(ofProduct.filter(\.isWords), importing: Self.platform)
    }

    @Test func `SQL stands in stores and migrations`() {
        let others = ofProduct.filter { !$0.isStore && !$0.isMigration && !$0.isWords }
        let statement = #/\b(SELECT\s.+\sFROM|SELECT \d|INSERT .*INTO|UPDATE \w+\s+SET|DELETE\s+FROM|TABLE \w+)\b/#
            .dotMatchesNewlines()
        expectNone(others.flatMap { file in places(file, file.literals) { $0.contains(statement) } })
    }

    @Test func `No floor asks for a table of a floor above it`() {
        let floors = ["Telephony", "Shell", "Contracts", "Accounts", "Settings", "Ordering"]
        let made = ofProduct.filter(\.isMigration).flatMap { file in
            file.text.matches(of: #/CREATE TABLE (\w+)/#).map { (table: String($0.1), floor: file.module) }
        }
        #expect(made.count > 30)
        expectNone(
            ofProduct.filter { $0.isStore }.flatMap { file in
                let above = floors.drop { $0 != file.module }.dropFirst()
                let tables = Set(made.filter { above.contains($0.floor) }.map(\.table))
                return places(file, file.literals) { text in
                    let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
                    return zip(words, words.dropFirst()).contains { before, table in
                        ["FROM", "JOIN", "INTO", "UPDATE"].contains(before) && tables.contains(table)
                    }
                }
            })
    }

    @Test func `No program starts another`() {
        let starting = #/\bProcess\(|\bposix_spawn|\bv?fork\(|\bpopen\(|\bexec[lv]\w*\(|[^.]\bsystem\(/#
        // A name of ours.
        let own = ["Sources/Transport/TransportError.swift"]
        let others = sources.filter { !own.contains($0.path) }
        expectNone(others.flatMap { file in places(file, numbered(file.code)) { $0.contains(starting) } })
    }

    @Test func `Every test that the document of security names is there`() throws {
        let document = try String(contentsOfFile: SourceFile.root + "/docs/security.md", encoding: .utf8)
        let tests = try SourceFile.all(in: "Tests", ending: ".swift")
        let named = document.matches(of: #/`([^`]+)` \((\w+)\)/#).map { (test: $0.1, file: "\($0.2).swift") }
        #expect(named.count > 70)
        expectNone(
            named.filter { name in
                !tests.contains { $0.name == name.file && $0.text.contains("func `\(name.test)`") }
            }.map { "\($0.file): \($0.test)" })
    }

    @Test func `Statements keep to what two engines share`() {
        let dialect =
            #/\b(INSERT OR |REPLACE INTO|json_\w+|CREATE TRIGGER|GLOB|INDEXED BY|iif|ifnull|strftime|rowid)\b/#
        expectNone(ofProduct.filter(\.isStore).flatMap { file in places(file, file.literals) { $0.contains(dialect) } })
    }

    @Test func `The shell names no feature, no unit, no step of a sign-in`() {
        expectNone(
            sources.filter { $0.module == "Shell" }.flatMap { file in
                places(file, numbered(file.code)) { line in
                    Self.featureNames.contains(where: line.lowercased().contains)
                }
            })
    }

    @Test func `Japanese stands in words files and templates`() {
        let others = sources.filter { file in !file.isWords && !Self.alphabets.contains(file.name) }
        let japanese = #/[\u{3001}-\u{30ff}\u{3400}-\u{9fff}\u{ff01}-\u{ff9f}]/#
        expectNone(others.flatMap { file in places(file, file.literals) { $0.contains(japanese) } })
    }

    @Test func `One place chooses what the site speaks, and everybody else is told`() {
        // The second names the language of the operator's file, which is one format.
        let choosing = ["Sources/hikari/Language+ofSite.swift", "Sources/Contracts/ContractImport.swift"]
        let others = sources.filter { !$0.isWords && !choosing.contains($0.path) }
        expectNone(others.flatMap { file in places(file, numbered(file.code)) { $0.contains(#/\.japanese\b/#) } })
    }

    @Test func `Every template that is named exists in every language`() {
        // Templates/ja/Shell/layout.mustache is the template Shell/layout.
        let languages = Dictionary(grouping: templates) { $0.folders[1] }.mapValues { files in
            Set(
                files.map { $0.path.split(separator: "/").dropFirst(2).joined(separator: "/").dropLast(9) }.map(
                    String.init))
        }
        for (language, known) in languages {
            let own = templates.filter { $0.folders[1] == language }
            expectNone(
                own.flatMap { file in
                    places(file, numbered(file.lines)) { line in
                        line.matches(of: #/\{\{\s*[<>]\s*([\w\/.-]+)\s*\}\}/#).contains {
                            !known.contains(String($0.1))
                        }
                    }
                })
            expectNone(
                ofProduct.flatMap { file in
                    places(file, file.literals) { text in
                        text.wholeMatch(of: #/[A-Z]\w+\/[a-z][a-z0-9-]*/#) != nil && !known.contains(text)
                    }
                })
        }
    }

    @Test func `Every change of the authentication unit is told in every language`() throws {
        let changes = try #require(sources.first { $0.name == "AuthenticationUnitChange.swift" })
            .text.matches(of: #/\n    case (\w+)\n/#).map { String($0.1) }
        #expect(changes.count >= 6)
        let words = templates.filter { $0.name == "afterwards.mustache" }
        #expect(!words.isEmpty)
        expectNone(
            words.flatMap { file in
                changes.filter { !file.text.contains("{{#\($0)}}") }.map { "\(file.path): \($0)" }
            })
    }

    @Test func `No limit is typed into a sentence`() {
        let limit = #/(月)?([0-9０-９][0-9０-９,]*(文字|回|分|時間|秒|日|行|件|桁|番号|か月|通|個|つ|MB))/#
        // One of something, nothing, and the digits of the numbering plan are no limits.
        let free = #/^(0|1)(行|つ|番号|件|個|秒|分|回)|^2つ|^(3|10|11)桁/#
        func isLimited(_ sentence: String) -> Bool {
            sentence.matches(of: limit).contains { $0.1 == nil && !$0.2.contains(free) }
        }
        expectNone(ofProduct.flatMap { file in places(file, file.literals, where: isLimited) })
        expectNone(templates.flatMap { file in places(file, file.linesWithoutComments, where: isLimited) })
    }

    /// At its site: the title names that too.
    @Test func `Every page has a title of its own`() {
        let ofOrdering = Set(sources.filter { $0.module == "Ordering" }.compactMap { $0.folders.dropFirst(2).first })
        let titles = templates.flatMap { file in
            file.lines.compactMap { $0.wholeMatch(of: #/\{\{\$title\}\}([^{}]+)\{\{/title\}\}/#) }.map {
                (
                    site: "\(file.folders[1]) \(ofOrdering.contains(file.folders[2]) ? "ordering" : "settings")",
                    title: String($0.1), path: file.path
                )
            }
        }
        let shared = Dictionary(grouping: titles) { "\($0.site) \($0.title)" }.filter { $0.value.count > 1 }
        #expect(titles.count > 30)
        expectNone(shared.map { "\($0.key): \($0.value.map(\.path).joined(separator: ", "))" })
    }

    /// docs/words.md: one word for one thing, as far as it can be seen from the letters.
    @Test func `Pages and mails use one word for one thing`() {
        let others: [Regex<Substring>] = [
            // いま; the labels, the count behind a limit, and NTT's own mails excepted.
            #/現在(?!のパスワード|の確認用|の通話状況|[…0-9]+(?:文字|桁)）)/#,
            // ログアウト.
            #/ログイン(?:を|が|は|の)(?:すべて)?終/#,
            // 登録: what is put into a list.
            #/(?:転送先|送信先|転送先電話番号|メールアドレス)(?:を|が)(?:1つ以上|1つも)?設定(?:しな|して|し、|する。|でき|され)/#,
            #/ブラウザ(?!ー)|サーバ(?!ー|アドレス)|ひとつ|ほかの人|他人/#,
        ]
        func isOther(_ sentence: String) -> Bool { others.contains { sentence.firstMatch(of: $0) != nil } }
        expectNone(
            ofProduct.filter(\.isWords).flatMap { file in places(file, file.literals, where: isOther) })
        expectNone(templates.flatMap { file in places(file, file.linesWithoutComments, where: isOther) })
    }

    @Test func `No browser translates a telephone number or a code`() {
        // Who did something, what a control is called and what was done to are words as well.
        let bare = #/class="[^"{]*\bnumber\b[^"]*">(\{\{)(?!#|by|label|subject)/#
        expectNone(
            templates.flatMap { file in
                places(file, file.linesWithoutComments) { line in line.firstMatch(of: bare) != nil }
            })
    }

    @Test func `Files that hold only extensions are named by type and topic`() {
        let declaration =
            #/^(?:@\w+ |[a-z]+ )*?(struct|enum|class|actor|protocol|extension|func|let|var|typealias)\b/#
        let files = sources.filter { file in
            let kinds = Set(file.code.compactMap { $0.firstMatch(of: declaration).map { String($0.1) } })
            return kinds == ["extension"] && !file.name.contains("+") && !file.isWords && !file.isMigration
        }
        expectNone(files.map(\.path))
    }

    // MARK: Places

    private func numbered(_ lines: [String]) -> [(line: Int, text: String)] {
        lines.enumerated().map { ($0 + 1, $1) }
    }

    private func places(
        _ file: SourceFile, _ texts: [(line: Int, text: String)], where isWrong: (String) -> Bool
    ) -> [String] {
        texts.filter { isWrong($0.text) }.map { "\(file.path):\($0.line): \($0.text.prefix(120))" }
    }

    private func expectNone(_ files: [SourceFile], importing modules: Set<String>) {
        expectNone(
            files.flatMap { file in
                file.imports.filter { modules.contains($0.module) }
                    .map { "\(file.path):\($0.line): import \($0.module)" }
            })
    }

    private func expectNone(_ places: [String]) {
        #expect(places.isEmpty, "\(places.count):\n\(places.joined(separator: "\n"))")
    }
}
