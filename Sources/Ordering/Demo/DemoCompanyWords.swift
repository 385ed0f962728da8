import Telephony

extension DemoCompanies.Sample {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .trading): "見本商事株式会社"
        case (.japanese, .manufacturing): "見本工業株式会社"
        }
    }

    func address(in language: Language) -> Company.Address {
        switch (language, self) {
        case (.japanese, .trading):
            Company.Address(postalCode: "1000001", text: "東京都千代田区千代田1-1", building: "見本ビル5階")
        case (.japanese, .manufacturing): Company.Address(postalCode: "5300001", text: "大阪府大阪市北区梅田1-1")
        }
    }
}

extension DemoCompanies.Role {
    func name(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .administrator): "見本 一郎"
        case (.japanese, .smartPBX): "見本 二郎"
        case (.japanese, .oneContract): "見本 三郎"
        case (.japanese, .reader): "見本 四郎"
        }
    }

    func groupName(in language: Language) -> String {
        switch (language, self) {
        case (.japanese, .administrator): "総務部"
        case (.japanese, .smartPBX): "情報システム部"
        case (.japanese, .oneContract): "第一営業部"
        case (.japanese, .reader): "監査室"
        }
    }
}
