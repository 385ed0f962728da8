import Telephony

extension DemoPrices {
    static func specimen(_ code: PriceCode, in language: Language) -> String {
        switch language {
        case .japanese: "【見本】\(code.name(in: language))"
        }
    }

    static func source(in language: Language) -> String {
        switch language {
        case .japanese: "見本"
        }
    }
}
