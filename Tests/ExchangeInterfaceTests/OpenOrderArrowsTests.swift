import Exchange
import ExchangeInterface
import Telephony
import TestSite
import Testing

/// The arrows of orders and of numbers at a real exchange, the tables whole.
@Suite struct OpenOrderArrowsTests {
    private let number: PhoneNumber
    private let moment = TestClock().now

    init() throws { number = try #require(PhoneNumber("0398760001")) }

    private func order(
        _ state: OpenOrderState, _ failure: WorkFailure? = nil, step: PortStep? = nil, isPorted: Bool = false,
        cancellation: OpenCancellation? = nil, equipment: Moment? = nil, isEquipmentDone: Bool = false
    ) throws -> OpenOrder {
        let work = WorkOrder(
            number: .first, contract: .first, kind: .change,
            numbers: isPorted ? [WorkNumber(number, .port)] : [], equipment: equipment)
        return OpenOrder(
            work, takenAt: moment, state: state, failure: failure, cancellation: cancellation,
            isEquipmentDone: isEquipmentDone, steps: step.map { [number: $0] } ?? [:])
    }

    /// What comes of it: the event, "again", or "refused".
    private func outcome(_ order: OpenOrder, _ said: OpenOrderState, _ failure: WorkFailure? = nil) -> String {
        do throws(OpenOrderProblem) {
            let events = try order.events(OpenOrderStatement(state: said, failure: failure))
            return events.isEmpty ? "again" : events.map { "\($0)" }.joined(separator: " ")
        } catch .wrongArrow(order.state, to: said) {
            return "refused"
        } catch {
            return "\(error)"
        }
    }

    @Test func `EXCH-2 every state and whatever may be said of it: a step, nothing new, or refused`() throws {
        let arrows: [OpenOrderState: [OpenOrderState: String]] = [
            .acknowledged: [.pending: "planned", .inProgress: "begun", .failed: "failed"],
            .pending: [.inProgress: "begun", .failed: "failed"],
            .inProgress: [.completed: "completed", .partial: "numbersNotDone", .failed: "failed"],
        ]
        for from in OpenOrderState.allCases {
            for to in OpenOrderState.allCases {
                let (was, why): (WorkFailure?, WorkFailure?) = (
                    from == .failed ? .noRoom : nil, to == .failed ? .noRoom : nil
                )
                let expected = arrows[from]?[to] ?? (from == to ? "again" : "refused")
                let heard = outcome(try order(from, was), to, why)
                #expect(heard.hasPrefix(expected), "\(from) to \(to): \(heard)")
            }
        }
        #expect(outcome(try order(.failed, .noRoom), .failed, .taken) == "refused", "for another reason")
    }

    private var steps: [PortStep] {
        [.confirming, .dated(moment), .switching, .done, .refused(.holder), .cancelled]
    }

    @Test func `PORT-3 every step of a number, and whatever may be said of it`() throws {
        let arrows: [(PortStep?, [Int])] = [
            (nil, [0, 1, 4, 5]), (.confirming, [1, 4, 5]), (.dated(moment), [2, 4, 5]), (.switching, [3, 5]),
            (.done, []), (.refused(.holder), [5]), (.cancelled, []),
        ]
        for (from, allowed) in arrows {
            for (place, to) in steps.enumerated() {
                var statement = OpenOrderStatement()
                statement.steps = [number: to]
                let order = try self.order(.inProgress, step: from, isPorted: true)
                let heard = try? order.events(statement)
                let expected = allowed.contains(place) ? [WorkEvent.port(number, to)] : from == to ? [] : nil
                #expect(heard == expected, "\(String(describing: from)) to \(to)")
            }
        }
        #expect(PortStep.dated(moment + .days(1)).follows(.dated(moment)), "another day")
    }

    @Test func `PORT-3 numbers move while their order is under way, and are cut over while work goes on`() throws {
        for state in OpenOrderState.allCases {
            for (from, to) in [(PortStep?.none, PortStep.confirming), (.dated(moment), .switching)] {
                var statement = OpenOrderStatement()
                statement.steps = [number: to]
                let isAllowed = to == .confirming ? state.isOpen : state == .inProgress
                let order = try self.order(state, step: from, isPorted: true)
                #expect(((try? order.events(statement)) != nil) == isAllowed, "\(state) \(to)")
            }
        }
    }

    @Test func `EXCH-2 an order is complete when its ported numbers are, in part when some have been given up`() throws
    {
        func ends(_ step: PortStep?) throws -> [OpenOrderState] {
            let order = try self.order(.inProgress, step: step, isPorted: true)
            return [.completed, .partial, .failed].filter { state in
                let why: WorkFailure? = state == .failed ? .ports : nil
                return (try? order.events(OpenOrderStatement(state: state, failure: why))) != nil
            }
        }
        #expect(try ends(.done) == [.completed, .failed])
        #expect(try ends(.cancelled) == [.partial, .failed])
        #expect(try ends(.switching) == [.failed] && ends(nil) == [.failed])
        // Both at once: the number first.
        var statement = OpenOrderStatement(state: .completed)
        statement.steps = [number: .done]
        let order = try self.order(.inProgress, step: .switching, isPorted: true)
        #expect(try order.events(statement) == [.port(number, .done), .completed])
        var beginning = OpenOrderStatement(state: .inProgress)
        beginning.steps = [number: .switching]
        let dated = try self.order(.pending, step: .dated(moment), isPorted: true)
        #expect(try dated.events(beginning) == [.begun, .port(number, .switching)])
    }

    @Test func `PBX-11 equipment work ends once, after its order`() throws {
        var statement = OpenOrderStatement()
        statement.isEquipmentDone = true
        for state in OpenOrderState.allCases {
            let order = try self.order(state, equipment: moment)
            #expect((try? order.events(statement)) == (state == .completed ? [.equipmentCompleted] : nil))
        }
        #expect(try order(.completed, equipment: moment, isEquipmentDone: true).events(statement) == [])
        #expect(throws: OpenOrderProblem.noEquipment) { try order(.completed).events(statement) }
    }

    @Test func `EXCH-5 a question about a cancellation is answered once`() throws {
        func answer(_ cancellation: OpenCancellation?, _ isGranted: Bool) throws -> String {
            let order = try self.order(.acknowledged, cancellation: cancellation)
            do throws(OpenOrderProblem) {
                return try order.answer(isGranted).map { "\($0)" } ?? "again"
            } catch {
                return "\(error)"
            }
        }
        let table: [(OpenCancellation?, String, String)] = [
            (nil, "notAsked", "notAsked"), (.asked, "cancellationGranted", "cancellationRefused"),
            (.granted, "again", "answeredOtherwise"), (.refused, "answeredOtherwise", "again"),
        ]
        #expect(table.count == OpenCancellation.allCases.count + 1)
        for (cancellation, granted, refused) in table {
            #expect(try answer(cancellation, true) == granted && answer(cancellation, false) == refused)
        }
    }
}
