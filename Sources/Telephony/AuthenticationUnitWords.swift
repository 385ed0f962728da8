extension AuthenticationUnit {
    package func name(in language: Language) -> String {
        switch language {
        case .japanese: japanese
        }
    }

    private var japanese: String {
        switch self {
        case .line: "回線単位"
        case .number: "電話番号単位"
        case .administratorAndUser: "管理者／ユーザ単位"
        }
    }
}
