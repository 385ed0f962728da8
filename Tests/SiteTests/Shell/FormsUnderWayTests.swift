import HTTP
import Synchronization
import Testing

@testable import Site

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
    private let form = [("currentPassword", "hikari7days")]
    private let path = "/one-time-password/settings/use"

    @Test func `AUTH-11 one person's forms hold up nobody else's, however many there are at once`() async throws {
        let site = try TestSite(hashing: lane)
        try site.addContract("0312340001", ["0312340002"], unit: .number)
        let one = try await site.signedIn("0312340001")
        let other = try await site.signedIn("0312340002")
        for browser in [one, other] { await browser.get(path) }
        lane.hold()
        await withTaskGroup(of: Void.self) { group in
            for _ in 1...FormsUnderWay.most { group.addTask { await one.post(path, form) } }
            while lane.count < FormsUnderWay.most { await Task.yield() }
            let refused = await one.post(path, form)
            #expect(refused.status == .serviceUnavailable)
            #expect(refused.response.fields["retry-after"] != nil)
            #expect(lane.count == FormsUnderWay.most)
            group.addTask { await other.post(path, form) }
            while lane.count == FormsUnderWay.most { await Task.yield() }
            lane.release()
        }
        await one.get(path)
        #expect(await one.post(path, form).status == .seeOther)
    }
}
