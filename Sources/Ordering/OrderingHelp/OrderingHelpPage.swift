import HTTP
import Mustache
import Shell
import Telephony

/// ヘルプ, with or without a sign-in.
enum OrderingHelp {
    static func feature(_ services: Services) -> Feature<Employee> {
        Feature(routes: [
            .everybody(
                "/help", { try services.page("OrderingHelp/help", PlainView(), for: $0) },
                signedIn: { try services.page("OrderingHelp/help", PlainView(), for: $0) })
        ])
    }
}
