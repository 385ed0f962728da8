/// 全体チャネル数 (PBX-4): so many calls of a contract at a time, by the number of its extensions and what was ordered beside.
package struct Channels: Sendable, Hashable {
    /// デフォルト
    package let basic: Int
    /// 追加
    package let added: Int

    package var all: Int { basic + added }

    /// Of one contract.
    package static let limit = 300
    /// A step of what can be added, and what each begun `extensionsPerStep` extensions bring.
    package static let step = 10
    package static let extensionsPerStep = 50
    /// From here on the exchange is another one: crossing it either way is night work (PBX-11; A1: 160 itself lies above).
    package static let largeExchange = 160

    /// - Parameters:
    ///   - extensions: of all kinds of devices, after the order.
    ///   - added: 全体チャネル追加数; falls so far that both together stay within the limit.
    package init(extensions: Int, added: Int) {
        let steps = (extensions + Self.extensionsPerStep - 1) / Self.extensionsPerStep
        basic = steps * Self.step
        self.added = max(0, min(added, Self.limit - basic))
    }

    /// What can be chosen as 全体チャネル追加数 beside so many extensions.
    package static func choices(extensions: Int) -> [Int] {
        let room = limit - Channels(extensions: extensions, added: 0).basic
        return room < 0 ? [0] : Array(stride(from: 0, through: room, by: step))
    }

    /// PBX-11: whether the change moves the contract to another exchange, in a night.
    package func needsNightWork(to other: Channels) -> Bool {
        (all < Self.largeExchange) != (other.all < Self.largeExchange)
    }
}
