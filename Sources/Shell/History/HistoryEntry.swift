import Telephony

/// A line as its reader reads it.
struct HistoryEntry: Sendable {
    let line: History.Line
    /// What was done: 「転送先電話番号の設定」.
    let what: String
    /// To what; "" when the words say it all.
    let subject: String
    /// nil where nothing was changed from one value to another.
    let before: String?
    let after: String?
    /// Who did it: a telephone number or an account, or nobody who signs in.
    let by: String
    /// From where; for a reader who may know.
    let from: String
    let language: Language

    init<Person: Visitor>(
        _ line: History.Line, in scope: History.Scope, _ vocabulary: HistoryVocabulary<Person>, _ language: Language
    ) {
        (self.line, self.language) = (line, language)
        let entry = vocabulary.entry(for: line.event)
        let event = line.event
        func words(_ value: String?, _ part: AuditPart) -> String? {
            entry?.vocabulary.words(value, part, event) ?? value.map(Self.text)
        }
        what = entry?.words ?? History.otherEvent(in: language)
        subject = words(line.subject, .subject) ?? ""
        before = words(line.before, .before).flatMap { $0.isEmpty ? nil : $0 }
        after = words(line.after, .after).flatMap { $0.isEmpty ? nil : $0 }
        by = Self.by(line, in: language)
        from = Self.from(line, in: scope, language)
    }

    /// From what to what; nil where there is nothing to say.
    var values: (was: String?, is: String)? {
        switch (before, after) {
        case (nil, nil): nil
        case (let before?, nil): line.after == nil ? (before, History.nothing(in: language)) : (nil, before)
        case (_, let after?): (before, after)
        }
    }

    /// The same in one phrase; "" where there is nothing to say.
    var change: String {
        guard let values else { return "" }
        return (values.was.map { "\($0) → " } ?? "") + values.is
    }

    /// What a search looks into: all that the page shows of it.
    var searched: [UInt8] { HistoryText.folded([what, subject, change, by, from].joined(separator: "\n")) }

    private static func text(_ value: String) -> String { PhoneNumber(clean: value)?.display ?? value }

    private static func by(_ line: History.Line, in language: Language) -> String {
        if let account = line.account { return text(account) }
        return ["operator", "automatic"].contains(line.client) ? ClientWords.text(for: line.client, in: language) : ""
    }

    /// The address of somebody else is nobody's business who does not read all of it.
    private static func from(_ line: History.Line, in scope: History.Scope, _ language: Language) -> String {
        let words = ClientWords.text(for: line.client, in: language)
        let isAddress = words == line.client
        return !isAddress || scope.isWhole || line.account == scope.account ? words : ""
    }
}

/// All words that the site has for its events.
struct HistoryVocabulary<Person: Visitor>: Sendable {
    struct Entry: Sendable {
        let words: String
        let group: String
        let vocabulary: EventVocabulary<Person>
    }

    private let vocabularies: [EventVocabulary<Person>]
    private let byEvent: [String: Entry]

    init(_ vocabularies: [EventVocabulary<Person>]) {
        self.vocabularies = vocabularies
        var byEvent: [String: Entry] = [:]
        for vocabulary in vocabularies {
            for (event, words) in vocabulary.events {
                byEvent[event] = Entry(words: words, group: vocabulary.group, vocabulary: vocabulary)
            }
        }
        self.byEvent = byEvent
    }

    /// nil for an event of a program that was here before this one.
    func entry(for event: String) -> Entry? { byEvent[event] }

    /// The kinds that a person can search for, in the order of the menu.
    func groups(for person: Person) -> [String] {
        var groups: [String] = []
        for vocabulary in vocabularies where !vocabulary.events.isEmpty && vocabulary.isShown(person) {
            if !groups.contains(vocabulary.group) { groups.append(vocabulary.group) }
        }
        return groups
    }
}
