@testable import Shell
@testable import Telephony
import Testing

@Suite struct OutboxDeliveryTests {
    private let written = Moment(milliseconds: 1_795_230_000_000)

    private func mail(deferrals: Int = 0, worthFor worth: Duration? = nil) throws -> OutboxMail {
        let recipient = try #require(MailAddress("hikari@example.jp"))
        let mail = Mail(
            kind: "test", to: recipient, subject: "件名", body: "本文", worthlessAfter: worth.map { written + $0 })
        return OutboxMail(id: 7, mail: mail, writtenAt: written, waitingSince: written, deferrals: deferrals)
    }

    private func outcome(
        of delivery: MailDelivery, after age: Duration = .zero, deferrals: Int = 0, worthFor worth: Duration? = nil,
        pausedFor pause: Duration = .zero
    ) throws -> OutboxDelivery.Outcome {
        let now = written + age
        let mail = try mail(deferrals: deferrals, worthFor: worth)
        return OutboxDelivery.outcome(of: delivery, for: mail, pausedUntil: now + pause, at: now)
    }

    @Test(arguments: [
        (0, 30), (1, 60), (2, 120), (3, 300), (4, 900), (5, 1800), (6, 3600), (7, 3600), (40, 3600),
    ])
    func `OPS-3 a mail refused for now waits longer each time, an hour at most`(deferrals: Int, seconds: Int) throws {
        let next = try outcome(of: .deferred("450 4.2.1 busy"), deferrals: deferrals)
        #expect(next == .again(written + .seconds(seconds)))
    }

    @Test func `OPS-3 a mail has a last attempt after 24 hours, and then bounces`() throws {
        let late = try outcome(of: .deferred("450"), after: .minutes(23 * 60 + 30), deferrals: 9)
        #expect(late == .again(written + .hours(24)))
        #expect(try outcome(of: .deferred("450"), after: .hours(24), deferrals: 9) == .bounced)
        #expect(try outcome(of: .unreachable("no route"), after: .hours(24)) == .bounced)
        #expect(try outcome(of: .accepted("250"), after: .hours(24)) == .sent)
    }

    @Test func `OPS-3 what the server refuses for good bounces at once, what it takes is sent`() throws {
        #expect(try outcome(of: .refused("550 5.1.1 unknown")) == .bounced)
        #expect(try outcome(of: .accepted("250 2.0.0 Ok")) == .sent)
    }

    @Test func `OPS-3 a mail that could not reach the server waits for the server, not for itself`() throws {
        let next = try outcome(of: .unreachable("connection refused"), deferrals: 6, pausedFor: .seconds(15))
        #expect(next == .again(written + .seconds(15)))
    }

    @Test func `OPS-3 a mail with a code is tried while the code is good, and not beyond`() throws {
        let next = try outcome(of: .deferred("450"), after: .minutes(4), deferrals: 2, worthFor: .minutes(5))
        #expect(next == .again(written + .minutes(5)))
        #expect(try outcome(of: .deferred("450"), after: .minutes(5), worthFor: .minutes(5)) == .expired)
        #expect(try mail(worthFor: .minutes(5)).isWorthless(at: written + .minutes(5)))
        #expect(try !mail(worthFor: .minutes(5)).isWorthless(at: written + .seconds(299)))
        #expect(try !mail().isWorthless(at: written + .days(9)))
    }

    @Test func `OPS-3 a server that cannot be reached is asked again after 5, 15, 30, 60, 60 seconds`() {
        var pause: OutboxPause?
        var now = written
        for seconds in [5, 15, 30, 60, 60] {
            let next = OutboxPause.after(pause, "connection refused", at: now)
            #expect(next.until == now + .seconds(seconds))
            #expect(next.since == written)
            #expect(OutboxPause.after(next, "another of the same moment", at: now) == next)
            pause = next
            now = next.until
        }
    }

    @Test func `OPS-3 the reference is the mail's own and does not change`() throws {
        #expect(try mail().reference == mail(deferrals: 5).reference)
        let recipient = try #require(MailAddress("hikari@example.jp"))
        let other = OutboxMail(
            id: 7, mail: Mail(kind: "test", to: recipient, subject: "", body: ""), writtenAt: written + .seconds(1),
            waitingSince: written, deferrals: 0)
        #expect(try mail().reference != other.reference)
    }
}
