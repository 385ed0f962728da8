import HTTP
import Telephony

/// A request of a company's program, and as whom it comes.
struct ProgramVisit: Sendable {
    let request: Request
    /// The true time.
    let now: Moment
    let token: Int
    let person: Employee

    var applicant: Applicant {
        Applicant(company: person.company, account: person.account, client: request.peer)
    }
}
