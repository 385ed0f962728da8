import Exchange
import Shell

/// What a program orders, as it has written it: TMF622's names. Nothing of it has been judged but its shape.
struct ProductOrderRequest: Decodable, Sendable {
    enum CodingKeys: CodingKey, CaseIterable {
        case externalId, category, requestedStartDate, relatedParty, agreement, fees, productOrderItem
    }

    /// By which the program knows the order: under one name there is one order, however often it is sent.
    let externalId: String
    let category: String
    let requestedStartDate: String?
    let relatedParty: [Party]
    let agreement: [ProductOrderAgreement]
    /// The mark of the fees that were seen; nil: they are not compared.
    let fees: String?
    let productOrderItem: [Item]

    /// In characters.
    static let longestName = 64

    init(from decoder: any Decoder) throws {
        let members = try decoder.members(CodingKeys.self)
        externalId = try members.decode(String.self, forKey: .externalId)
        category = try members.decode(String.self, forKey: .category)
        requestedStartDate = try members.decodeIfPresent(String.self, forKey: .requestedStartDate)
        relatedParty = try members.decodeIfPresent([Party].self, forKey: .relatedParty) ?? []
        agreement = try members.decodeIfPresent([ProductOrderAgreement].self, forKey: .agreement) ?? []
        fees = try members.decodeIfPresent(String.self, forKey: .fees)
        productOrderItem = try members.decode([Item].self, forKey: .productOrderItem)
    }

    /// お申し込みに関するご連絡先, where it is not the account, and who else gets the order's mails.
    struct Party: Decodable, Sendable {
        enum CodingKeys: CodingKey, CaseIterable { case role, company, department, name, kana, telephone, mail }

        let role: String
        /// By the name of the member.
        let members: [String: String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.members(CodingKeys.self)
            role = try container.decode(String.self, forKey: .role)
            members = try CodingKeys.allCases.filter { $0 != .role }.reduce(into: [:]) { all, key in
                all[key.stringValue] = try container.decodeIfPresent(String.self, forKey: key)
            }
        }
    }

    struct Item: Decodable, Sendable {
        enum CodingKeys: CodingKey, CaseIterable { case id, action, quantity, product }

        let action: String
        let quantity: Int?
        let product: Product

        init(from decoder: any Decoder) throws {
            let members = try decoder.members(CodingKeys.self)
            // By which the program knows it: nothing is answered by it.
            _ = try members.decodeIfPresent(String.self, forKey: .id)
            action = try members.decode(String.self, forKey: .action)
            quantity = try members.decodeIfPresent(Int.self, forKey: .quantity)
            product = try members.decode(Product.self, forKey: .product)
        }
    }

    struct Product: Decodable, Sendable {
        enum CodingKeys: String, CodingKey, CaseIterable {
            case type = "@type"
            case id, changedChannels, part, addedDigits, digits, device, kind, base, reservation, number, features
        }

        let type: String
        /// Members besides the type that it has.
        let members: Set<CodingKeys>
        let text: [CodingKeys: String]
        let count: [CodingKeys: Int]
        let features: Features?

        init(from decoder: any Decoder) throws {
            let container = try decoder.members(CodingKeys.self)
            type = try container.decode(String.self, forKey: .type)
            members = Set(container.allKeys).subtracting([.type])
            var (text, count) = ([CodingKeys: String](), [CodingKeys: Int]())
            for key in members {
                switch key {
                case .changedChannels, .addedDigits: count[key] = try container.decode(Int.self, forKey: key)
                case .features, .type: break
                default: text[key] = try container.decode(String.self, forKey: key)
                }
            }
            (self.text, self.count) = (text, count)
            features = try container.decodeIfPresent(Features.self, forKey: .features)
        }

        subscript(_ key: CodingKeys) -> String { text[key] ?? "" }
    }

    /// What a number gets or loses; what is not there stays as it is.
    struct Features: Decodable, Sendable, Equatable {
        enum CodingKeys: CodingKey, CaseIterable {
            case messageBox, rejectsAnonymous, rejectsNuisance, shownNumber, forwardNumber
        }

        /// As the page's form sends it, by the name of the member.
        let wishes: [String: String]
        /// A number is named, which is had on a day of its own only.
        let asksForNumber: Bool

        init(from decoder: any Decoder) throws {
            let members = try decoder.members(CodingKeys.self)
            var wishes: [String: String] = [:]
            for key in [CodingKeys.messageBox, .rejectsAnonymous, .rejectsNuisance] {
                wishes[key.stringValue] = try members.decodeIfPresent(Bool.self, forKey: key).map { $0 ? "on" : "off" }
            }
            var asksForNumber = false
            for key in [CodingKeys.shownNumber, .forwardNumber] where members.contains(key) {
                if try members.decodeNil(forKey: key) {
                    wishes[key.stringValue] = "off"
                } else {
                    _ = try members.decode(String.self, forKey: key)
                    asksForNumber = true
                }
            }
            (self.wishes, self.asksForNumber) = (wishes, asksForNumber)
        }
    }
}
