import Synchronization
import Testing
import Threads

@Suite struct ThreadTests {
    @Test func `a thread runs its body and can be waited for`() throws {
        let result = Atomic<Int>(0)
        let gate = Semaphore()
        try withThread(name: "a name of more than 15 bytes") {
            gate.wait()
            result.store(7, ordering: .relaxed)
        } meanwhile: {
            #expect(result.load(ordering: .relaxed) == 0)
            gate.signal()
        }
        #expect(result.load(ordering: .relaxed) == 7)
    }

    #if DEBUG
        @Test func `what is confined to a thread stops whoever comes from another`() async {
            await #expect(processExitsWith: .failure) {
                let confinement = ThreadConfinement()
                confinement.begin()
                let other = try NamedThread(name: "other") { confinement.assertHere() }
                other.join()
            }
        }
    #endif

    @Test func `before and after, and on the thread itself, nobody is stopped`() throws {
        let confinement = ThreadConfinement()
        confinement.assertHere()
        try withThread(name: "confined") {
            confinement.begin()
            confinement.assertHere()
            confinement.end()
        }
        confinement.assertHere()
    }
}

private func withThread(
    name: String, _ body: @escaping @Sendable () -> Void, meanwhile: () -> Void = {}
) throws {
    let thread = try NamedThread(name: name, body: body)
    meanwhile()
    thread.join()
}
