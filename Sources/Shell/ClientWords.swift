/// Where the audit trail says that something was done, as people read it.
package enum ClientWords {
    package static func text(for client: String) -> String {
        switch client {
        case "operator": "運用者"
        case "telephone": "電話"
        case "automatic": "自動"
        default: client
        }
    }
}
