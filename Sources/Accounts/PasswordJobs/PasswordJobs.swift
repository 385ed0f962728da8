import Shell
import Telephony

/// Hashes thousands of passwords behind the pages: a job stands in the database with its passwords sealed, a duty works it
/// off, a few hashes at a time, and what was done survives a restart.
package enum PasswordJobs {
    static let path = "/password/job"

    /// As templates name them.
    package static let limits: [String: Int] = ["jobRemarks": PasswordJobView.mostRows]

    static func path(of id: String) -> String { path + "?id=" + id }

    /// So many hashes between two notes of the progress: about a second's work.
    static let chunk = 8

    /// Passwords that were not hashed by then, because the server stood still, are no longer what anybody expects.
    static let lifetime: Duration = .hours(24)

    /// How long the result can be looked at.
    static let keptFor: Duration = .days(30)

    /// Works off everything there is, unless it is told to stop; what is under way when the program ends is taken up again
    /// by the next one.
    static func duty(_ kinds: [PasswordJobKind]) -> Duty {
        Duty("password jobs", every: .seconds(1)) { services in
            while !Task.isCancelled, try await step(services, kinds: kinds) {}
        }
    }

    /// How many hashes of jobs are made at a time: one thread of the lane is always left to sign-ins.
    static func width(of lane: any WorkLane) -> Int { max(1, min(4, lane.width - 1)) }
}
