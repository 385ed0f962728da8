/// Signing in as the demonstration's first contract.
extension Browser {
    static let regularPassword = "hikari2026x"

    /// With the temporary password that was dialled, to the end.
    func signInForTheFirstTime(at site: SiteUnderTest) async throws {
        try await signIn(with: "13572468", at: site)
        try await type("13572468", into: "現在のパスワード")
        try await type(Self.regularPassword, into: "新しいパスワード")
        try await type(Self.regularPassword, into: "新しいパスワード（確認）")
        try await press("パスワード変更")
        try await choose("ワンタイムパスワードを利用しない")
        try await press("次へ")
        try await press("同意する")
        try await heading("サービス選択")
    }

    func signIn(with password: String, at site: SiteUnderTest) async throws {
        try await open(site.origin + "/login")
        try await type("0312340001", into: "電話番号")
        try await type(password, into: "パスワード")
        try await press("ログイン")
    }
}
