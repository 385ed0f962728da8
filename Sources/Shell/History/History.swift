import Telephony

/// 操作履歴: the audit trail for the people it tells about (AUTH-12). Every site of the house shows its own in the same way.
package enum History {
    /// How many lines one page shows.
    static let linesPerPage = 50
    /// So many stored lines are looked at for one page of a search; the page then says how far it came.
    static let mostLooked = 20_000
    /// So many lines one file holds.
    static let mostInFile = 20_000
    /// In characters.
    static let longestSearch = 100
    /// So many stored lines are looked at for one file.
    static let mostLookedForFile = 100_000

    package static let limits = ["historyFileLines": mostInFile]

    /// One line as it is stored.
    struct Line: Sendable {
        let place: Place
        /// What who did it signs in with; nil for the operator and for what happens by itself.
        let account: String?
        let client: String
        let event: String
        let subject: String
        let before: String?
        let after: String?
    }

    /// Where a line stands in the order of time; those of one moment in the order in which they were written.
    struct Place: Sendable, Equatable {
        let at: Moment
        let id: Int

        /// Before everything there is.
        static let newest = Place(at: Moment(milliseconds: .max), id: .max)
    }

    /// Whose lines somebody may read.
    package struct Scope: Sendable, Equatable {
        let site: SiteName
        let tenant: Int
        /// Nil: all of the tenant's.
        let own: Own?
        /// What the reader signs in with.
        let account: String

        /// What somebody did, and what others did about them.
        struct Own: Sendable, Equatable {
            let account: String
            /// By which others' lines name them.
            let subject: String
        }

        /// All of a tenant's lines.
        package init(all site: SiteName, of tenant: Int, for account: String) {
            (self.site, self.tenant, self.own, self.account) = (site, tenant, nil, account)
        }

        /// - Parameter subject: by which others' lines name the reader.
        package init(own site: SiteName, of tenant: Int, for account: String, named subject: String) {
            (self.site, self.tenant, self.account) = (site, tenant, account)
            own = Own(account: account, subject: subject)
        }

        package var isWhole: Bool { own == nil }
    }

    /// What a search has found.
    struct Found: Sendable {
        var lines: [Line] = []
        /// The last line looked at, when there are older ones.
        var end: Place?
    }

    /// The same as it is read.
    struct Page: Sendable {
        let lines: [HistoryEntry]
        /// Where older lines begin, if there are any.
        let end: Place?
    }
}

extension History.Place {
    /// As the address of the next page says it; nil for what no page of ours says.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Int64(parts[0]), let id = Int(parts[1]), at >= 0, id >= 0 else { return nil }
        self.init(at: Moment(milliseconds: at), id: id)
    }

    var text: String { "\(at.milliseconds)-\(id)" }
}
