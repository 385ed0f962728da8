import HTTP
import Mustache
package import Shell
import Telephony

/// `/demo/mail`: the mails that the demonstration would send. Its routes are handed to the site by `hikari demo` alone.
package struct DemoMailboxPage: Sendable {
    let services: Services
    let mailbox: any DemoMailbox
    /// The origins of the other sites of the house: links in its mails may lead there.
    let others: [String]

    private static let path = "/demo/mail"
    /// Older ones are not listed.
    private static let mostLetters = 50

    package static func routes<Person: Visitor>(
        _ services: Services, _ mailbox: any DemoMailbox, others: [String] = []
    ) -> [SiteRoute<Person>] {
        let page = DemoMailboxPage(services: services, mailbox: mailbox, others: others)
        return [.open(.get, path, page.show)]
    }

    /// The list, or the one letter that is asked for.
    func show(_ visit: OpenVisit) throws -> Response {
        guard let name = visit.query["letter"] else {
            let letters = try mailbox.letters(atMost: Self.mostLetters)
            return try services.page(
                "Demo/mailbox", MailboxView(letters: letters, language: visit.language), for: visit)
        }
        guard let letter = try mailbox.letter(name) else { throw PageRefusal.notFound }
        let view = LetterView(
            letter: letter, pieces: letter.pieces(origin: services.site.origin, others: others),
            language: visit.language)
        return try services.page("Demo/letter", view, for: visit)
    }

    static func address(of letter: DemoLetter) -> String {
        path + "?" + PercentEncoding.query([("letter", letter.name)])
    }
}

private struct MailboxView: ViewModel {
    let letters: [DemoLetter]
    let language: Language

    static let fields: ViewFields<MailboxView> = [
        "letters": { .list($0.entries) },
        "isEmpty": { .flag($0.letters.isEmpty) },
    ]

    private var entries: [EntryView] { letters.map { EntryView(letter: $0, language: language) } }
}

private struct EntryView: ViewModel {
    let letter: DemoLetter
    let language: Language

    static let fields: ViewFields<EntryView> = [
        "path": { .text(DemoMailboxPage.address(of: $0.letter)) },
        "recipient": { .text($0.letter.recipient) },
        "subject": { .text($0.letter.subject) },
        "at": { .text($0.letter.writtenAt.dateAndTimeText(in: $0.language)) },
        "atISO": { .text($0.letter.writtenAt.machineText) },
    ]
}

private struct LetterView: ViewModel {
    let letter: DemoLetter
    let pieces: [DemoLetter.Piece]
    let language: Language

    static let fields: ViewFields<LetterView> = [
        "recipient": { .text($0.letter.recipient) },
        "subject": { .text($0.letter.subject) },
        "at": { .text($0.letter.writtenAt.dateAndTimeText(in: $0.language)) },
        "atISO": { .text($0.letter.writtenAt.machineText) },
        "pieces": { .list($0.pieces) },
    ]
}

extension DemoLetter.Piece: ViewModel {
    static let fields: ViewFields<DemoLetter.Piece> = [
        "text": { .text($0.text) },
        "path": { .text(ifAny: $0.path) },
    ]
}
