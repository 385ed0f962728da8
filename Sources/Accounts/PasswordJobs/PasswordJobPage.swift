import HTTP
import SQLite
package import Shell
import Telephony

extension PasswordJobs {
    package static func feature(_ services: Services, kinds: [PasswordJobKind]) -> Feature<Person> {
        let page = PasswordJobPage(services: services, kinds: kinds)
        return Feature(
            routes: [
                .page(.get, path, page.show),
                .page(.get, path + "/stop", page.askToStop),
                .page(.post, path + "/stop", page.stop).unkept,
                .page(.get, path + "/remarks.csv", page.remarks),
            ],
            vocabulary: vocabulary,
            duties: [duty(kinds)], forgetOld: PasswordJobStore.forgetOld)
    }
}

/// How far a job has come, and in the end what it came to; for the number that began it.
struct PasswordJobPage: Sendable {
    let services: Services
    let kinds: [PasswordJobKind]

    /// So many passwords are hashed while the page is awaited.
    private static let few = 16

    func show(_ visit: Visit<Person>) async throws -> Response {
        var job = try find(visit.query, visit)
        for _ in 0..<15 where job.isUnderWay && job.total <= PasswordJobPage.few {
            await services.pause(.milliseconds(200))
            job = try find(visit.query, visit)
        }
        let (remarks, count) = try services.database.read { database in
            (
                try PasswordJobStore.remarks(of: job.id, limit: PasswordJobView.mostRows, database),
                try PasswordJobStore.countOfRemarks(of: job.id, database)
            )
        }
        let view = PasswordJobView(
            job: job, kind: try kind(of: job), remarks: remarks, countOfRemarks: count, now: services.now(),
            title: try kind(of: job).title(visit.language), language: visit.language)
        return try services.page("PasswordJobs/job", view, for: visit)
    }

    func askToStop(_ visit: Visit<Person>) throws -> Response {
        let job = try find(visit.query, visit)
        guard job.isUnderWay else { return .redirect(to: job.path) }
        let view = PasswordJobView(
            job: job, kind: try kind(of: job), remarks: [], countOfRemarks: 0, now: visit.now,
            title: try kind(of: job).title(visit.language), language: visit.language)
        return try services.page("PasswordJobs/stop", view, for: visit)
    }

    func stop(_ visit: Visit<Person>) async throws -> Response {
        let job = try find(visit.form, visit)
        _ = try await services.database.write { database in
            try PasswordJobStore.stop(job, by: visit.actor, in: visit.language, database)
        }
        return .redirect(to: job.path)
    }

    func remarks(_ visit: Visit<Person>) throws -> Response {
        let job = try find(visit.query, visit)
        let remarks = try services.database.read { try PasswordJobStore.remarks(of: job.id, limit: job.total, $0) }
        var writer = CSVWriter()
        writer.line(PasswordJobReport.header(in: visit.language))
        for remark in remarks { writer.line(remark.number.digits, remark.sentence) }
        return .csv(
            writer.bytes, PasswordJobReport.fileName(in: visit.language), plainName: "password-job-remarks.csv")
    }

    private func find(_ form: Form, _ visit: Visit<Person>) throws -> PasswordJob {
        guard let id = form["id"], let job = try services.database.read({ try PasswordJobStore.find(id, $0) }),
            job.number == visit.person.number, job.contract == visit.person.contractID
        else { throw PageRefusal.notFound }
        return job
    }

    /// A job of a kind that this version of the site no longer has is nobody's.
    private func kind(of job: PasswordJob) throws -> PasswordJobKind {
        guard let kind = kinds.first(where: { $0.name == job.kind }) else {
            throw PageRefusal.notFound
        }
        return kind
    }
}
