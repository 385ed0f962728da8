import SQLite
package import Telephony

/// 番号ごと付加機能 of one telephone number (FEAT-1).
package struct NumberFeatures: Sendable, Hashable {
    /// メッセージボックス
    package var messageBox = false
    /// 非通知着信拒否
    package var rejectsAnonymous = false
    /// 迷惑電話お断り
    package var rejectsNuisance = false
    /// 特定番号通知: the number that those who are called see.
    package var shownNumber: PhoneNumber?
    /// 転送先特定番号: the number that is seen of calls that are sent on.
    package var forwardNumber: PhoneNumber?

    package init(
        messageBox: Bool = false, rejectsAnonymous: Bool = false, rejectsNuisance: Bool = false,
        shownNumber: PhoneNumber? = nil, forwardNumber: PhoneNumber? = nil
    ) {
        (self.messageBox, self.rejectsAnonymous) = (messageBox, rejectsAnonymous)
        (self.rejectsNuisance, self.shownNumber, self.forwardNumber) = (rejectsNuisance, shownNumber, forwardNumber)
    }

    package static let none = NumberFeatures()

    /// So many are contracted.
    package var count: Int {
        [messageBox, rejectsAnonymous, rejectsNuisance, shownNumber != nil, forwardNumber != nil].count { $0 }
    }
}

extension NumberFeatures: StorableValue {
    private static let flags: [(word: String, key: any WritableKeyPath<NumberFeatures, Bool> & Sendable)] = [
        ("message-box", \.messageBox), ("rejects-anonymous", \.rejectsAnonymous),
        ("rejects-nuisance", \.rejectsNuisance),
    ]
    private static let numbers: [(word: String, key: any WritableKeyPath<NumberFeatures, PhoneNumber?> & Sendable)] = [
        ("shown=", \.shownNumber), ("forward=", \.forwardNumber),
    ]

    /// Words with spaces between: `message-box shown=0120444444`; empty for none.
    package var stored: String {
        let words =
            Self.flags.filter { self[keyPath: $0.key] }.map(\.word)
            + Self.numbers.compactMap { number in self[keyPath: number.key].map { number.word + $0.digits } }
        return words.joined(separator: " ")
    }

    package init?(stored: String) {
        self.init()
        for word in stored.split(separator: " ") {
            if let flag = Self.flags.first(where: { $0.word == word }) {
                self[keyPath: flag.key] = true
            } else if let number = Self.numbers.first(where: { word.hasPrefix($0.word) }),
                let digits = PhoneNumber(clean: String(word.dropFirst(number.word.count)))
            {
                self[keyPath: number.key] = digits
            } else {
                return nil
            }
        }
    }
}
