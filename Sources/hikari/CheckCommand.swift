import Foundation
import SQLite
import Settings
import Shell
import Telephony
import Transport

/// `hikari check`: is the site well, as far as can be seen beside it (OPS-2).
enum CheckCommand {
    static let all = [check]

    private static let check = Command(
        name: "check", summary: "Say whether the site is well, and what is not.",
        details: """
            The same judgement as /healthz, without the running server: saves something, looks at the disk, at what the server has
            written of its duties, and at the certificate; and asks the mail server and the SIP proxy, where they are configured,
            whether they are there, for ten seconds at most. The first line is ok, or the gravest of what is wrong; the status is
            then 1. Lines that are not watched because their answers cannot be read are named too; the site is well with them.
            """
    ) { call in
        let configuration = try call.configuration()
        let now = call.surroundings.now()
        let database = try call.openDatabase()
        defer { database.close() }
        async let peers = PeerCheck.findings(configuration)
        let report = HealthReport(try await facts(configuration, database, at: now), at: now)
        let wrong = try await peers.filter { !$0.isWell }.map(\.line)
        let headline = report.isWell ? wrong.first ?? report.headline : report.headline
        call.print(headline)
        for line in wrong + report.lines.dropFirst() where line != headline { call.print(line) }
        for peer in try await peers where peer.isWell { call.print(peer.line) }
        let lines = try database.read(FaultNotificationOperator.summary)
        if let line = MonitorReport.unreadableLine(lines) { call.print(line) }
        if let line = ReferenceNumbers.warning(configuration) { call.print("warning: \(line)") }
        if let problem = try database.read({ try ReferenceNumbers.problem(configuration, $0) }) {
            throw Refusal(problem)
        }
        guard report.isWell, wrong.isEmpty else { throw Refusal("the site is not well: \(headline)") }
    }

    private static func facts(
        _ configuration: Configuration, _ database: Database, at now: Moment
    ) async throws -> HealthFacts {
        let folder = DataFolder(configuration.data)
        // Held by a server, for as long as it does the duties.
        let isServed = DutyLock(inData: configuration.data) == nil
        let duties = try database.read(HealthStore.duties)
        return HealthFacts(
            saving: await saving(database, at: now),
            isDiskFull: isServed && configuration.diskReserve > 0 && !folder.hasReserve,
            freeBytes: DiskRoom.free(at: configuration.data), duties: isServed ? duties : nil,
            certificateEnds: try certificateEnds(configuration), notices: try database.read(HealthStore.notices))
    }

    private static func saving(_ database: Database, at now: Moment) async -> HealthFacts.Saving {
        do {
            try await database.write { try HealthStore.touch(at: now, $0) }
            return .saved(now)
        } catch {
            return .failing(since: now, why: "\(error)")
        }
    }

    private static func certificateEnds(_ configuration: Configuration) throws -> Moment? {
        let identity = try DataFolder(configuration.data).identity(configuration)
        return try identity.certificateEnds().map { Moment(milliseconds: $0 * 1000) }
    }
}
