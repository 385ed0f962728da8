import SQLite
package import Telephony

/// 交換設備 as the ordering site knows it (EXCH-1): it takes orders, may be asked to cancel them, and reports what becomes of them.
/// Nobody but the one who wires the program knows which one it is.
package protocol Exchange: Sendable {
    /// Comes back when the order is safe at the exchange. To hand the same order over again changes nothing.
    func take(_ order: WorkOrder) async throws

    /// Comes back when the change is safe at the exchange. To hand the same one over again changes nothing.
    func amend(_ amendment: WorkAmendment) async throws

    /// Is answered by a report, which has the last word (EXCH-5).
    func askToCancel(_ order: OrderNumber) async throws

    /// What has been reported behind that sequence number, in its order; what was given before is given again.
    func reports(after sequence: Int, limit: Int) async throws -> [WorkReport]
}

/// The exchange does not answer: nothing is lost, the same is asked again later.
package struct ExchangeUnreachable: Error {
    package init() {}
}

/// What an exchange is to do.
package struct WorkOrder: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        /// The contract begins.
        case open
        case change
        /// The contract ends.
        case close
    }

    package let number: OrderNumber
    package let contract: ContractCode
    package let kind: Kind
    /// Extensions that come.
    package let lines: [WorkLine]
    /// Extensions that go, as they are dialled.
    package let gone: [String]
    /// Extensions that get another number.
    package let renamed: [WorkRename]
    /// Calls at a time of the contract, after the order; 0: the contract has none of its own.
    package let channels: Int
    /// オフィスリンク間通信チャネル of the contract, after an order that changes them; 0: オフィスリンククラウド接続機能 ends.
    package let officeLinkChannels: Int?
    /// Telephone numbers that come, go or change.
    package let numbers: [WorkNumber]
    /// Not before then; nil: at once.
    package let begins: Moment?
    /// 設備工事 follows, not before then; nil: none does.
    package let equipment: Moment?

    package init(
        number: OrderNumber, contract: ContractCode, kind: Kind, lines: [WorkLine] = [], gone: [String] = [],
        renamed: [WorkRename] = [], channels: Int = 0, officeLinkChannels: Int? = nil, numbers: [WorkNumber] = [],
        begins: Moment? = nil, equipment: Moment? = nil
    ) {
        (self.number, self.contract, self.kind, self.channels) = (number, contract, kind, channels)
        self.officeLinkChannels = officeLinkChannels
        (self.lines, self.gone, self.renamed, self.numbers) = (lines, gone, renamed, numbers)
        (self.begins, self.equipment) = (begins, equipment)
    }
}

/// An extension's number before and after.
package struct WorkRename: Sendable, Hashable {
    package let from: String
    package let to: String

    package init(from: String, to: String) { (self.from, self.to) = (from, to) }
}

/// One extension as an exchange has it.
package struct WorkLine: Sendable, Hashable {
    /// As it is dialled.
    package let digits: String
    package let device: DeviceKind

    package init(digits: String, device: DeviceKind) { (self.digits, self.device) = (digits, device) }
}

/// 端末種別.
package enum DeviceKind: String, Sendable, CaseIterable {
    case smartphone
    /// ソフトフォン
    case computer
    case desk
    case gateway
}

/// What an exchange says of an order.
package struct WorkReport: Sendable, Equatable {
    /// Later ones have higher numbers.
    package let sequence: Int
    package let order: OrderNumber
    package let event: WorkEvent
    package let at: Moment
    /// Said by a stand-in: nothing has happened to any equipment (EXCH-4).
    package let isSimulated: Bool

    package init(sequence: Int, order: OrderNumber, event: WorkEvent, at: Moment, isSimulated: Bool) {
        (self.sequence, self.order, self.event) = (sequence, order, event)
        (self.at, self.isSimulated) = (at, isSimulated)
    }
}

package enum WorkEvent: Sendable, Equatable {
    case planned, begun, completed
    /// Some of its numbers only; the others were refused and not mended in time.
    case completedPartly
    case failed(WorkFailure)
    case cancellationGranted, cancellationRefused
    /// 設備工事 that followed a completed order has ended.
    case equipmentCompleted
    /// One of its numbers has gone a step on its way from another carrier.
    case port(PhoneNumber, PortStep)
}

/// Why an exchange has not done what was ordered; everything is as before.
package enum WorkFailure: String, Sendable, CaseIterable {
    /// An extension, or the contract, is there already.
    case taken
    /// An extension, or the contract, is not there.
    case missing
    case noRoom
    /// No other carrier has let a number of it go.
    case ports
    /// The order does not hold together.
    case malformed
    /// Something broke while it was at work.
    case equipment
}

extension WorkFailure: StorableValue {}
extension DeviceKind: StorableValue {}
extension WorkOrder.Kind: StorableValue {}

/// What an exchange has of a contract, or should have.
package struct RegisteredContract: Sendable, Equatable {
    package let channels: Int
    /// 0 without オフィスリンククラウド接続機能.
    package let officeLinkChannels: Int
    package let lines: [String: DeviceKind]
    /// Telephone numbers.
    package let numbers: [PhoneNumber: NumberFeatures]

    package init(
        channels: Int = 0, officeLinkChannels: Int = 0, lines: [String: DeviceKind] = [:],
        numbers: [PhoneNumber: NumberFeatures] = [:]
    ) {
        (self.channels, self.officeLinkChannels) = (channels, officeLinkChannels)
        (self.lines, self.numbers) = (lines, numbers)
    }
}

/// All that an exchange has, for who compares it with a site (EXCH-6).
package struct ExchangeRegister: Sendable, Equatable {
    package enum Work: Sendable, Equatable {
        case underWay, done, notDone
    }

    package let contracts: [ContractCode: RegisteredContract]
    package let orders: [OrderNumber: Work]
    /// Orders of which it has reported what the site has not heard yet.
    package let unheard: Set<OrderNumber>
    /// What it has of contracts nobody here knows.
    package let isOfOrdersOnly: Bool

    package init(
        contracts: [ContractCode: RegisteredContract], orders: [OrderNumber: Work], unheard: Set<OrderNumber>,
        isOfOrdersOnly: Bool = false
    ) {
        (self.contracts, self.orders, self.unheard) = (contracts, orders, unheard)
        self.isOfOrdersOnly = isOfOrdersOnly
    }
}
