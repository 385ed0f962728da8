package import SQLite
package import Telephony

/// What is in force for the calls to one number: all that features tell the decision of CALL-1, and nothing of their tables.
package struct CallSettings: Sendable, Equatable {
    /// 迷惑電話おことわりサービス: the caller is on the number's list. The exchange knows.
    package var refusesCaller: Bool
    /// ナンバー・リクエスト is on. The exchange knows.
    package var requestsNumber: Bool
    package var bulkForwarding: BulkOrder
    /// Nil where it is not in use.
    package var voiceWarp: WarpOrder?
    /// As many calls are forwarded at a time as the contract has channels.
    package var channels: Int
    /// How many of the contract's are forwarded at this moment, as far as the call server tells (CALL-4).
    package var forwardedNow: Int

    package init(
        refusesCaller: Bool = false, requestsNumber: Bool = false, bulkForwarding: BulkOrder = .off,
        voiceWarp: WarpOrder? = nil, channels: Int = 1, forwardedNow: Int = 0
    ) {
        self.refusesCaller = refusesCaller
        self.requestsNumber = requestsNumber
        self.bulkForwarding = bulkForwarding
        self.voiceWarp = voiceWarp
        self.channels = channels
        self.forwardedNow = forwardedNow
    }

    /// 一括転送 of the contract, and the number's own destination.
    package enum BulkOrder: Sendable, Hashable {
        case off
        case on(PhoneNumber?)
    }

    /// ボイスワープ of the number.
    package struct WarpOrder: Sendable, Hashable {
        package let when: WarpCondition
        package let destination: PhoneNumber
        package let select: WarpSelect

        package init(_ when: WarpCondition, to destination: PhoneNumber, select: WarpSelect = .off) {
            self.when = when
            self.destination = destination
            self.select = select
        }
    }

    /// WARP-1: which calls are forwarded, after how many seconds.
    package enum WarpCondition: Sendable, Hashable {
        case always
        case noAnswer(seconds: Int)
        case busy
        case noAnswerOrBusy(seconds: Int)
    }

    /// WARP-3: セレクト.
    package enum WarpSelect: Sendable, Hashable {
        case off
        /// 登録番号転送.
        case forwardListed(Set<PhoneNumber>)
        /// 登録番号着信.
        case ringListed(Set<PhoneNumber>)
    }
}

/// What another product of the house knows of a number that is called.
package struct CallFacts: Sendable {
    /// ナンバー・リクエスト is on (FEAT-3). Asked of calls without a number only.
    package let requestsNumber: @Sendable (PhoneNumber, Connection) throws -> Bool

    package init(requestsNumber: @escaping @Sendable (PhoneNumber, Connection) throws -> Bool) {
        self.requestsNumber = requestsNumber
    }

    /// Where there is no other.
    package static let none = CallFacts { _, _ in false }

    /// What is known, with what the other knows. A number that is none of ours may be the other's.
    package func completing(
        _ settings: CallSettings?, for call: Call, _ database: Connection
    ) throws -> CallSettings? {
        guard call.from == .withheld, try requestsNumber(call.to, database) else { return settings }
        var settings = settings ?? CallSettings()
        settings.requestsNumber = true
        return settings
    }
}
