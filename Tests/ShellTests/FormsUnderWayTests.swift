import HTTP
@testable import Shell
import Synchronization
import Telephony
import TestSite
import Testing

/// A lane that holds back what it is given until it is told to go on.
private final class HeldLane: WorkLane {
    private struct State {
        var isHolding = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.waiting.count } }

    func hold() { state.withLock { $0.isHolding = true } }

    func release() {
        let waiting = state.withLock { state in
            state.isHolding = false
            return state.waiting
        }
        for each in waiting { each.resume() }
    }

    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                if state.isHolding { state.waiting.append(continuation) }
                return !state.isHolding
            }
            if goesOn { continuation.resume() }
        }
        return try body()
    }
}

@Suite struct FormsUnderWayTests {
    private let lane = HeldLane()
    private let form = [("session", "others"), ("currentPassword", "hikari7days")]
    private let path = "/sessions/end"

    /// Whether so many forms wait for their hash; not for ever, so that a form that asks for none fails the test.
    private func isReached(_ count: Int) async -> Bool {
        for _ in 1...100_000 {
            if lane.count == count { return true }
            await Task.yield()
        }
        return lane.count == count
    }

    @Test func `AUTH-11 one person's forms hold up nobody else's, however many there are at once`() async throws {
        let site = try TestSite(hashing: lane)
        try site.addContract("0312340001", ["0312340002"], unit: .number)
        let one = try await site.signedIn("0312340001")
        let other = try await site.signedIn("0312340002")
        for browser in [one, other] { await browser.get(path + "?session=others") }
        lane.hold()
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...FormsUnderWay.most { group.addTask { await one.post(path, form) } }
            #expect(await isReached(FormsUnderWay.most))
            let refused = await one.post(path, form)
            #expect(refused.status == .serviceUnavailable)
            #expect(refused.response.fields["retry-after"] != nil)
            #expect(lane.count == FormsUnderWay.most)
            group.addTask { await other.post(path, form) }
            #expect(await isReached(FormsUnderWay.most + 1))
            lane.release()
        }
        try await one.signIn("0312340001", "hikari7days")
        await one.get(path + "?session=others")
        #expect(await one.post(path, form).status == .seeOther)
    }
}
