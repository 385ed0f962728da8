import Exchange

/// What the simulated other carriers of the demonstration have.
enum DemoCarrierWords {
    static let company = "見本商事株式会社"
    static let address = "東京都千代田区千代田1-1"
    static let donors: [(number: String, carrier: String, holder: String, refusal: PortRefusal?)] = [
        ("0398760001", "NTT東日本", company, nil), ("0398760002", "NTT東日本", company, nil),
        ("0398760003", "NTT東日本", "株式会社見本", nil), ("0398760004", "NTT東日本", company, nil),
        ("0398760005", "NTT東日本", company, nil), ("0398760009", "見本ケーブル", company, .notPortable),
    ]
}
