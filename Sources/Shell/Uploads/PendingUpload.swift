import Crypto
import Telephony

/// A file that waits for its sender's word, sealed: of each kind one for each account.
package struct PendingUpload: Sendable {
    /// Whose it is.
    package struct Owner: Sendable, Equatable {
        let kind: String
        let account: String
        let tenant: Int
        /// Whose tenant that is; a kind belongs to one site.
        let site: SiteName

        package init(kind: String, account: String, tenant: Int, site: SiteName = .settings) {
            self.site = site
            self.kind = kind
            self.account = account
            self.tenant = tenant
        }

        package init(kind: String, _ person: some Visitor, site: SiteName = .settings) {
            self.init(kind: kind, account: person.account, tenant: person.tenant, site: site)
        }
    }

    let owner: Owner
    /// Of the token that its form bears.
    package let tokenHash: [UInt8]
    package let fileName: String
    /// nil once it has been carried out, or has become a job that has all of it.
    package let content: [UInt8]?
    /// The job that it has become.
    package let job: String?

    /// Whether its sender has said yes to it.
    package var isUsed: Bool { content == nil || job != nil }

    static let lifetime: Duration = .hours(1)
    /// Of one that a job still needs: as long as that may take.
    static let lifetimeInJob: Duration = .days(7)

    package static func hash(of token: String) -> [UInt8] { SHA256.hash(Array(token.utf8)) }
}
