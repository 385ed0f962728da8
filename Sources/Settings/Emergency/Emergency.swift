import Accounts

/// 緊急の操作: the page for who has one thumb and no time (FWD-11).
enum Emergency {
    static let path = SignIn.urgentPath
}
