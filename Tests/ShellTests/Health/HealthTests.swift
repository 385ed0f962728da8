import SQLite
@testable import Shell
import Telephony
import TestSite
import Testing

@Suite struct HealthTests {
    private let now = Moment(milliseconds: 1_795_230_000_000)

    private func facts(_ change: (inout HealthFacts) -> Void = { _ in }) -> HealthFacts {
        var facts = HealthFacts(
            saving: .saved(now - .seconds(3)), isDiskFull: false, freeBytes: 4 << 30,
            duties: [DutyRun(name: "mail delivery", interval: .milliseconds(500), endedAt: now - .seconds(1))],
            certificateEnds: now + .days(60))
        change(&facts)
        return facts
    }

    private func report(_ change: (inout HealthFacts) -> Void) -> HealthReport { HealthReport(facts(change), at: now) }

    @Test func `OPS-4 a site is well that has saved lately, has room, does its duties and has a good certificate`() {
        let report = report { _ in }
        #expect(report.isWell)
        #expect(report.lines.first == "ok")
        #expect(report.lines.contains("last save: 3 s ago"))
        #expect(report.lines.contains("mail delivery: last run ended 1 s ago"))
    }

    @Test func `OPS-4 a save that fails is told with its reason, one that does not end when a minute has passed`() {
        let failing = report {
            $0.saving = .failing(since: now - .seconds(5), why: "SQLite error 1034: disk I/O error")
        }
        #expect(!failing.isWell)
        #expect(failing.headline.hasPrefix("saving fails since 2026-"))
        #expect(failing.headline.hasSuffix("SQLite error 1034: disk I/O error"))
        #expect(report { $0.saving = .saved(now - .seconds(60)) }.isWell)
        #expect(report { $0.saving = .saved(now - .seconds(61)) }.headline.hasPrefix("saving hangs"))
        #expect(report { $0.saving = nil }.headline == "the database does not answer")
    }

    @Test func `OPS-4 a full disk makes the site ill, one that is nearly full is a warning`() {
        #expect(
            report { ($0.isDiskFull, $0.freeBytes) = (true, 0) }.headline.hasPrefix("the disk is full (0 MiB free)"))
        let low = report { $0.freeBytes = 255 << 20 }
        #expect(low.isWell)
        #expect(low.lines[1] == "warning: the disk is nearly full: 255 MiB free")
        #expect(report { $0.freeBytes = 256 << 20 }.problems.isEmpty)
    }

    @Test
    func `OPS-4 a duty that does not come back is told after a quarter of an hour, one that fails after a minute`() {
        func withDuty(ended: Duration, failing: Duration?) -> HealthReport {
            report { facts in
                facts.duties?[0].endedAt = now - ended
                facts.duties?[0].failingSince = failing.map { now - $0 }
            }
        }
        #expect(withDuty(ended: .minutes(15), failing: nil).isWell)
        #expect(withDuty(ended: .minutes(16), failing: nil).headline.hasPrefix("mail delivery hangs"))
        #expect(withDuty(ended: .zero, failing: .seconds(59)).isWell)
        #expect(withDuty(ended: .zero, failing: .seconds(60)).headline.hasPrefix("mail delivery fails"))
        #expect(report { $0.duties = nil }.isWell)
    }

    @Test func `OPS-4 a certificate is spoken of two weeks before its end, and makes the site ill at it`() {
        #expect(report { $0.certificateEnds = now + .days(14) }.problems.isEmpty)
        let soon = report { $0.certificateEnds = now + .days(14) - .seconds(1) }
        #expect(soon.isWell && soon.lines[1].hasPrefix("warning: the certificate ends"))
        #expect(report { $0.certificateEnds = now }.headline.hasPrefix("the certificate ended at"))
    }

    @Test func `OPS-4 what is told of saves and duties is what the record says, and a first failure keeps its time`() {
        let record = HealthRecord(at: now)
        let duty = Duty("mail delivery", every: .seconds(1)) { _ in }
        #expect(record.duties == nil)
        record.begin([duty], at: now)
        record.ended(duty, isWell: false, at: now + .seconds(1))
        record.ended(duty, isWell: false, at: now + .seconds(2))
        record.note(.failed(DatabaseError.closed), at: now + .seconds(3))
        record.note(.failed(DatabaseError.full), at: now + .seconds(4))
        record.note(.diskIsFull, at: now + .seconds(4))
        let facts = record.facts(notices: [], freeBytes: 0, certificateEnds: nil)
        #expect(facts.saving == .failing(since: now + .seconds(3), why: "the database is closed"))
        #expect(facts.isDiskFull)
        #expect(
            facts.duties == [
                DutyRun(
                    name: "mail delivery", interval: .seconds(1), endedAt: now + .seconds(2),
                    failingSince: now + .seconds(1))
            ])
        record.note(.saved, at: now + .seconds(5))
        record.note(.diskHasRoom, at: now + .seconds(5))
        record.ended(duty, isWell: true, at: now + .seconds(6))
        #expect(record.savedAt == now + .seconds(5))
        #expect(record.duties?[0].failingSince == nil)
        #expect(!record.facts(notices: [], freeBytes: 0, certificateEnds: nil).isDiskFull)
    }

    @Test func `OPS-4 what a feature has noticed is a warning, and stands in the database until it is over`() throws {
        let site = try TestSite()
        let notice = HealthNotice(name: "guessing", line: "many passwords are being voided")
        let database = site.services.database
        for line in ["a few", notice.line] {
            try database.writeAndWait { try HealthStore.keep(HealthNotice(name: notice.name, line: line), $0) }
        }
        #expect(try database.read(HealthStore.notices) == [notice])
        let report = report { $0.notices = [notice] }
        #expect(report.isWell)
        #expect(report.lines[1] == "warning: many passwords are being voided")
        try database.writeAndWait { try HealthStore.end(notice: notice.name, $0) }
        #expect(try database.read(HealthStore.notices).isEmpty)
    }

    @Test func `OPS-4 what the server writes of its duties a command beside it reads`() throws {
        let site = try TestSite()
        let duties = [
            DutyRun(name: "a", interval: .milliseconds(500), endedAt: now, failingSince: now - .seconds(1)),
            DutyRun(name: "b", interval: .minutes(10), endedAt: now),
        ]
        for turn in [duties.reversed(), duties] {
            try site.services.database.writeAndWait { try HealthStore.keep(turn, $0) }
        }
        #expect(try site.services.database.read(HealthStore.duties) == duties)
    }

    @Test func `OPS-4 the operator's mail says in words what is wrong, and that it is over`() throws {
        let address = try #require(MailAddress("operator@example.jp"))
        let ill = try TestSite.mails.health(report { $0.isDiskFull = true }, to: address, at: now)
        #expect(ill.subject.contains("サイトに異常があります"))
        #expect(ill.body.contains("・ディスクがいっぱいです。"))
        let well = try TestSite.mails.health(report { _ in }, to: address, at: now)
        #expect(well.subject.contains("サイトが元の状態に戻りました"))
    }
}
