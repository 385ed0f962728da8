import Testing

@testable import Transport

@Suite struct DeadlineTests {
    @Test func `a stream that does not do what is waited for in time is told so, once`() throws {
        let passed = Mailbox<DeadlineKind>()
        let server = try TestServer { stream in
            stream.setDeadline(.idle, after: 60)
            let handler = TestHandler()
            handler.onReceived = { bytes, stream in
                stream.setDeadline(.head, after: 10)
                stream.send(bytes)
            }
            handler.onDeadline = { kind, _ in passed.put(kind) }
            return handler
        }
        let client = try server.connect()
        server.advance(seconds: 59)
        #expect(passed.isEmpty)
        client.send("x")
        #expect(client.receiveText(1) == "x")
        server.advance(seconds: 9)
        #expect(passed.isEmpty)
        server.advance(seconds: 2)
        #expect(passed.next() == .head)
        server.advance(seconds: 1000)
        #expect(passed.isEmpty)
    }

    @Test func `without an answer of its own the handler's stream is aborted, and a cleared deadline never passes`()
        throws
    {
        let server = try TestServer(secure: false) { stream in
            stream.setDeadline(.body, after: 5)
            let handler = TestHandler.echo()
            handler.onReceived = { bytes, stream in
                stream.clearDeadline()
                stream.send(bytes)
            }
            return handler
        }
        let (busy, silent) = (try server.connect(), try server.connect())
        busy.send("x")
        #expect(busy.receiveText(1) == "x")
        // Whoever connected after it is open now, too.
        let last = try server.connect()
        last.send("x")
        #expect(last.receiveText(1) == "x")
        server.advance(seconds: 6)
        #expect(silent.receiveAll().isEmpty)
        busy.send("y")
        #expect(busy.receiveText(1) == "y")
    }

    @Test func `a client that connects and says nothing loses its connection after ten seconds`() throws {
        let limits = ConnectionLimits()
        let server = try TestServer(limits: limits)
        let client = try TestClient(port: server.port)
        let other = try server.connect()
        #expect(limits.count == 2)
        server.advance(seconds: 11)
        #expect(client.receiveAll().isEmpty)
        other.send("x")
        #expect(other.receiveText(1) == "x")
    }

    @Test func `a closing stream whose peer takes nothing goes after ten seconds`() throws {
        let ended = Mailbox<Bool>()
        let server = try TestServer { _ in
            let handler = TestHandler()
            handler.onReceived = { _, stream in
                stream.send([UInt8](repeating: 0, count: 16_000_000))
                stream.close()
            }
            handler.onEnded = { _ in ended.put(true) }
            return handler
        }
        let client = try server.connect(receiveBuffer: 8192)
        client.send("go")
        #expect(client.receive(exactly: 100).count == 100)
        server.advance(seconds: 11)
        server.advance(seconds: 11)
        #expect(ended.next())
    }

    @Test func `deadlines of a kind pass in the order of their times, whatever the order of setting`() {
        var lists = DeadlineLists()
        for (slot, time) in [(3, 50), (1, 10), (2, 30), (7, 30), (0, 5), (9, 100)] {
            lists.set(.body, at: UInt64(time), slot: slot)
        }
        lists.set(.idle, at: 1, slot: 5)
        lists.set(.body, at: 40, slot: 1)
        lists.clear(slot: 3)
        lists.clear(slot: 3)
        #expect(lists.soonest == 1)
        #expect(lists.first(.idle) == 5)
        var order: [Int] = []
        while let slot = lists.takePassed(.body, now: 99) { order.append(slot) }
        #expect(order == [0, 2, 7, 1])
        #expect(lists.kind(slot: 9) == .body)
        #expect(lists.takePassed(.head, now: .max) == nil)
    }

    @Test func `an event for a source that has left its place reaches nobody`() throws {
        var table = SlotTable()
        let first = table.insert(.wakeUp)
        table.remove(first)
        let second = table.insert(.wakeUp)
        #expect(second.slot == first.slot)
        #expect(table.source(data: first.data) == nil)
        #expect(table.source(data: second.data) != nil)
        #expect(table.source(data: 12345) == nil)
    }
}
