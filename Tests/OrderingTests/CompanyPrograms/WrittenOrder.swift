import CivilCalendar
import Exchange
import Foundation
@testable import Ordering
import SQLite
import Shell
import Telephony
import TestSite
import Testing

/// What a test lets a program order; a wrong member is put in by its name.
struct WrittenOrder {
    var members: [String: Any]

    /// Agreed to is all that is asked for.
    init(_ category: String, of contract: String, as name: String = "PO-1", _ items: [[String: Any]] = []) throws {
        let kind = OrderKind(rawValue: category) ?? .add
        let documents = kind.service == .smartPBX ? SmartPBXOrders.documents : VoiceOrder.documents(of: kind)
        let book = ConsentBook([], standIns: ConsentDocument.specimens(in: .japanese))
        let day = CivilDate(daysSince1970: 20_784)
        let agreement = try documents.map { document in
            ["id": document.word, "version": try #require(book.version(of: document, on: day)).version]
        }
        members = [
            "externalId": name, "category": category, "agreement": agreement,
            "productOrderItem": [Self.contract(contract, category == "end" ? "delete" : "modify")] + items,
        ]
    }

    static func contract(_ code: String, _ action: String, _ more: [String: Any] = [:]) -> [String: Any] {
        let product: [String: Any] = ["@type": "Contract", "id": code]
        return ["action": action, "product": product.merging(more) { $1 }]
    }

    static func add(_ digits: String, _ device: String = "smartphone") -> [String: Any] {
        ["action": "add", "product": ["@type": "Extension", "digits": digits, "device": device]]
    }

    static func delete(_ digits: String) -> [String: Any] {
        ["action": "delete", "product": ["@type": "Extension", "digits": digits]]
    }

    static func number(_ action: String, _ product: [String: Any], _ more: [String: Any] = [:]) -> [String: Any] {
        let number: [String: Any] = ["@type": "TelephoneNumber"]
        return ["action": action, "product": number.merging(product) { $1 }].merging(more) { $1 }
    }

    /// With another value of a member.
    func with(_ name: String, _ value: Any?) -> WrittenOrder {
        var order = self
        order.members[name] = value
        return order
    }

    /// With more said of the contract.
    func ofContract(_ more: [String: Any]) -> WrittenOrder {
        var items = members["productOrderItem"] as? [[String: Any]] ?? []
        items[0]["product"] = (items[0]["product"] as? [String: Any] ?? [:]).merging(more) { $1 }
        return with("productOrderItem", items)
    }

    var text: String {
        (try? JSONSerialization.data(withJSONObject: members)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

extension TestProgram {
    func order(_ order: WrittenOrder) async -> Answer { await post(order.text) }
}

extension TestOrderingSite {
    func orderCount() throws -> Int { try services.database.read { try OrderStore.all(in: nil, $0).count } }

    /// Nothing is left of what was refused.
    func draftCount() throws -> Int {
        try services.database.read { database in
            try database.first("SELECT count(*) FROM order_draft WHERE order_number IS NULL") { $0.integer(0) } ?? 0
        }
    }
}
