enum OutboxWords {
    static let group = "そのほか"
    static let events = ["mail.retry": "メールの再送"]
}
