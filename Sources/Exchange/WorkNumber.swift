import SQLite
package import Telephony

/// One telephone number, and what an exchange is to do with it.
package struct WorkNumber: Sendable, Hashable {
    package enum Change: String, Sendable, CaseIterable, StorableValue {
        case connect, disconnect
        /// Only its features become others.
        case adapt
        /// It comes from another carrier (番号ポータビリティ).
        case port
    }

    package let number: PhoneNumber
    package let change: Change
    /// After the order.
    package let features: NumberFeatures
    /// Of a number that comes from another carrier.
    package let donor: WorkDonor?

    package init(
        _ number: PhoneNumber, _ change: Change, features: NumberFeatures = .none, donor: WorkDonor? = nil
    ) {
        (self.number, self.change, self.features, self.donor) = (number, change, features, donor)
    }
}

/// What the carrier that serves a number now is asked about it (PORT-1).
package struct WorkDonor: Sendable, Hashable {
    /// 電話事業者名1: who serves it now.
    package let carrier: String
    /// 回線名義
    package let holder: String
    /// 設置場所住所
    package let address: String
    /// 残置番号: other numbers of the line stay where they are.
    package let leavesOthers: Bool

    package init(carrier: String, holder: String, address: String, leavesOthers: Bool) {
        (self.carrier, self.holder, self.address, self.leavesOthers) = (carrier, holder, address, leavesOthers)
    }
}

/// Where a number stands on its way from another carrier (PORT-3).
package enum PortStep: Sendable, Equatable {
    /// 移転元確認中
    case confirming
    /// 工事日確定: when it is cut over.
    case dated(Moment)
    /// 切替中
    case switching
    /// 完了
    case done
    /// 不可, with what is to be mended.
    case refused(PortRefusal)
    /// 取消
    case cancelled
}

/// Why another carrier does not let a number go (PORT-3).
package enum PortRefusal: String, Sendable, CaseIterable, StorableValue {
    /// 名義相違
    case holder
    /// 住所相違
    case address
    /// 番号使用なし・他社手続き中
    case notInUse
    /// 対象外
    case notPortable
    /// 番ポ不可電話
    case lineKind
    /// 残置番号の申告なし
    case remainingNumbers
}

/// What is changed about an order that an exchange has: another day, or numbers once more that were refused.
package struct WorkAmendment: Sendable, Equatable {
    package let order: OrderNumber
    /// Of the order: 1 and on. The same once more changes nothing.
    package let sequence: Int
    /// Nil: as it was.
    package let begins: Moment?
    package let numbers: [WorkNumber]

    package init(order: OrderNumber, sequence: Int, begins: Moment? = nil, numbers: [WorkNumber] = []) {
        (self.order, self.sequence, self.begins, self.numbers) = (order, sequence, begins, numbers)
    }
}
