import Exchange
import SQLite
import Telephony

/// What an order of telephone numbers costs: how many come and go, and how many 番号ごと付加機能 with them.
struct VoiceOrderFees: Sendable, Equatable {
    private(set) var numbers = 0
    private(set) var ended = 0
    private(set) var features = 0

    init(_ items: [VoiceOrderItem], of contract: ContractCode, _ codes: EnteredCodes, _ database: Connection) throws {
        let present = try VoiceNumberStore.find(items.compactMap(\.existing), of: contract, database)
        for item in items {
            let count = item.count(codes)
            numbers += count
            switch item {
            case .add(_, let added), .reserved(_, _, let added), .port(_, _, _, let added):
                features += count * added.count
            case .change(let number, let after):
                features += after.count - (present[number]?.features.count ?? 0)
            case .end(let number):
                ended += 1
                features -= present[number]?.features.count ?? 0
            case .list: break
            }
        }
    }

    func items(_ way: VoiceOrderWay) -> [FeeItem] {
        [FeeItem(.work, [way == .dated ? .datedNumbers : .immediateNumbers], count: numbers + ended)]
            + FeeItem.monthly(.number, by: numbers) + FeeItem.monthly(.number, by: -ended)
            + FeeItem.monthly(.numberFeature, by: features)
    }
}

extension VoiceOrderItem {
    /// So many numbers come with it.
    fileprivate func count(_ codes: EnteredCodes) -> Int {
        switch self {
        case .add(let wish, _): wish.count
        case .reserved(let code, _, _):
            (try? codes[code].get())?.count ?? 0
        case .port: 1
        case .change, .list, .end: 0
        }
    }
}
