import Glibc
import Testing
import Threads

@testable import Transport

@Suite struct ExecutorTests {
    nonisolated private func isOn(_ loop: EventLoop) async -> Bool { loop.isCurrent }

    @Test func `a task that prefers the loop runs there, in every function it calls`() async throws {
        let server = try TestServer(secure: false)
        let loop = server.loop
        let answers = await Task(executorPreference: loop) {
            [loop.isCurrent, await isOn(loop), loop.isCurrent]
        }.value
        #expect(answers == [true, true, true])
        #expect(!loop.isCurrent)
    }

    @Test func `whoever resumes a task, it goes on on its loop`() async throws {
        let server = try TestServer(secure: false)
        let loop = server.loop
        let queue = try WorkQueue(name: "work", threads: 1, capacity: 10)
        let answers = await Task(executorPreference: loop) {
            let away = try? await queue.run { loop.isCurrent }
            return [away, loop.isCurrent]
        }.value
        #expect(answers == [false, true])
        queue.stop()
    }

    @Test func `a request answered by a task gets its answer, with work done elsewhere in between`() throws {
        let queue = try WorkQueue(name: "work", threads: 2, capacity: 1000)
        let server = try TestServer { _ in
            let handler = TestHandler()
            handler.onReceived = { bytes, stream in
                let text = String(decoding: bytes, as: UTF8.self)
                stream.pauseReading()
                Task(executorPreference: stream.loop) {
                    let answer = try await queue.run { "\(text)!" }
                    stream.send([UInt8](answer.utf8))
                    stream.resumeReading()
                }
            }
            return handler
        }
        let client = try server.connect()
        for number in 0..<200 {
            client.send("\(number)")
            #expect(client.receiveText("\(number)!".utf8.count) == "\(number)!")
        }
        queue.stop()
    }

    @Test func `what other threads post runs in order, and the hooks after each turn`() throws {
        let server = try TestServer(secure: false)
        let log = Guarded<[Int]>([])
        let turns = Guarded(0)
        server.onLoop { [loop = server.loop] in loop.onEndOfTurn { turns.withLock { $0 += 1 } } }
        for number in 0..<1000 { server.loop.execute { log.withLock { $0.append(number) } } }
        server.onLoop {}
        server.onLoop {}
        #expect(log.withLock { $0 } == Array(0..<1000))
        #expect(turns.withLock { $0 } > 0)
    }

    @Test func `tasks that only yield to each other do not keep the sockets waiting`() async throws {
        let server = try TestServer(secure: false)
        let isDone = Mailbox<Bool>()
        let spinning = (0..<2).map { _ in
            Task(executorPreference: server.loop) {
                while isDone.isEmpty { await Task.yield() }
            }
        }
        let client = try server.connect()
        client.send("x")
        #expect(client.receiveText(1) == "x")
        isDone.put(true)
        for task in spinning { await task.value }
    }

    @Test func `a task that hears of its answer after the loop's end still finishes`() async throws {
        let queue = try WorkQueue(name: "work", threads: 1, capacity: 10)
        let (started, gate) = (Semaphore(), Semaphore())
        let task: Task<Int, any Error>
        do {
            let server = try TestServer(secure: false)
            task = Task(executorPreference: server.loop) {
                try await queue.run {
                    started.signal()
                    gate.wait()
                    return 7
                }
            }
            started.wait()
        }
        gate.signal()
        #expect(try await task.value == 7)
        queue.stop()
    }

    @Test func `a stopping loop closes its ears, lets streams finish and ends`() throws {
        let server = try TestServer(secure: false) { _ in
            let handler = TestHandler()
            handler.onReceived = { _, stream in
                stream.send([UInt8]("bye".utf8))
                stream.close()
            }
            handler.onStopping = { stream in stream.send([UInt8]("?".utf8)) }
            return handler
        }
        let client = try server.connect()
        while server.streamCount == 0 {}
        server.loop.stop(within: 30)
        #expect(client.receiveText(1) == "?")
        #expect(throws: TestClient.Refused.self) { try server.connect() }
        client.send("x")
        #expect(client.receiveText(10) == "bye")
        server.loop.join()
    }

    @Test func `a stopping loop does not wait for ever`() throws {
        let server = try TestServer(secure: false) { _ in
            let handler = TestHandler()
            handler.onStopping = { _ in }
            return handler
        }
        let client = try server.connect()
        while server.streamCount == 0 {}
        server.loop.stop(within: 30)
        server.onLoop {}
        server.advance(seconds: 29)
        server.clock.advance(seconds: 2)
        server.loop.execute {}
        #expect(client.receiveAll().isEmpty)
        server.loop.join()
    }

    @Test func `several loops share a port`() throws {
        let group = try LoopGroup(count: 3)
        let served = Guarded<Set<ObjectIdentifier>>([])
        let listeners = try group.listen(address: "127.0.0.1", port: 0) { stream in
            served.withLock { _ = $0.insert(ObjectIdentifier(stream.loop)) }
            return TestHandler.echo()
        }
        try group.start()
        for _ in 0..<60 {
            let client = try TestClient(port: listeners[0].port)
            client.send("x")
            #expect(client.receiveText(1) == "x")
        }
        #expect(served.withLock { $0.count } > 1)
        group.stop()
        group.join()
        #expect(LoopGroup.availableProcessors >= 1)
    }

    @Test func `a port in use and an address that is none are errors that say so`() throws {
        let server = try TestServer(secure: false)
        let port = server.port
        let failure = #expect(throws: TransportError.self) {
            try Listener(address: "127.0.0.1", port: port, on: server.loop) { _ in TestHandler() }
        }
        #expect(failure?.description.contains("127.0.0.1 port \(port)") == true)
        #expect(throws: TransportError.self) {
            try Listener(address: "localhost", port: 0, on: server.loop) { _ in TestHandler() }
        }
    }
}
