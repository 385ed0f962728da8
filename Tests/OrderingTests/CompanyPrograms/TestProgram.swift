import Foundation
import HTTP
@testable import Ordering
import Shell
import Telephony
import TestSite
import Testing

/// A company's own program, which shows a token.
struct TestProgram {
    let site: TestOrderingSite
    /// Nil: it shows none.
    var token: String?
    var address = "192.0.2.50"

    struct Answer {
        let response: Response

        var status: Status { response.status }
        var text: String { String(decoding: response.body, as: UTF8.self) }
        var value: Any? { try? JSONSerialization.jsonObject(with: Data(response.body)) }

        /// What stands there, as text.
        subscript(_ path: any Sendable...) -> String? {
            var value = value
            for step in path {
                if let place = step as? Int {
                    let all = value as? [Any] ?? []
                    value = all.indices.contains(place) ? all[place] : nil
                } else {
                    value = (value as? [String: Any])?["\(step)"]
                }
            }
            return value.map { "\($0)" }
        }

        var count: Int { (value as? [Any])?.count ?? 0 }

        /// The faults of a refusal, each with its place.
        var problems: [String] {
            let all = (value as? [String: Any])?["problems"] as? [[String: String]] ?? []
            return all.map { "\($0["path"] ?? "") \($0["detail"] ?? "")" }
        }
    }

    func get(_ path: String, cookies: String? = nil) async -> Answer {
        await send(Request(path: path, fields: fields + (cookies.map { [("Cookie", $0)] } ?? []), peer: address))
    }

    func post(_ body: String, to path: String = "/productOrder", type: String = "application/json") async -> Answer {
        await send(
            Request(
                method: .post, path: path, fields: fields + [("Content-Type", type)], body: Array(body.utf8),
                peer: address))
    }

    private var fields: [(String, String)] { token.map { [("Authorization", "Bearer \($0)")] } ?? [] }

    private func send(_ request: Request) async -> Answer { Answer(response: await site.router.reply(to: request)) }
}

extension TestOrderingSite {
    /// With a token of an account that is there.
    func program(_ account: String, of company: Int, from address: String = "192.0.2.50") throws -> TestProgram {
        let (token, now) = (CompanyToken(random: services.random), clock.now)
        let mail = try #require(MailAddress(account))
        _ = try services.database.writeAndWait {
            try CompanyTokenOperator.add(token, for: mail, of: company, label: "ERP", at: now, $0)
        }
        return TestProgram(site: self, token: token.text, address: address)
    }
}
