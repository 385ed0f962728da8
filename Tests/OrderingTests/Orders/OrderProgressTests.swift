@testable import Ordering
import Testing

/// Every state and every event (ORD-8): only the arrows of the table exist.
@Suite struct OrderProgressTests {
    /// The table of the rules; what stands nowhere in it is no arrow.
    private static let arrows: [OrderState: Set<OrderState>] = [
        .draft: [.acknowledged],
        .acknowledged: [.inProgress, .scheduled, .failed, .assessingCancellation],
        .scheduled: [.inProgress, .failed, .assessingCancellation],
        .inProgress: [.completed, .partial, .failed],
        .assessingCancellation: [.cancelled, .acknowledged, .scheduled],
        .completed: [], .partial: [], .failed: [], .cancelled: [],
    ]

    @Test(arguments: OrderState.allCases)
    func `ORD-8 an order goes where the table has an arrow, and nowhere else`(state: OrderState) {
        let befores: [OrderState?] = state == .assessingCancellation ? [.acknowledged, .scheduled] : [nil]
        var reached: Set<OrderState> = []
        for before in befores {
            for event in OrderEvent.allCases {
                let progress = OrderProgress(state, before: before, isDivisible: true)
                guard case .to(let next, _) = progress.after(event), next.state != state else { continue }
                reached.insert(next.state)
            }
        }
        #expect(reached == Self.arrows[state])
    }

    @Test func `ORD-9 what is reported twice happens once`() throws {
        var progress = OrderProgress(isDivisible: false)
        for event in [OrderEvent.submitted, .planned, .begun, .completed] {
            guard case .to(let next, _) = progress.after(event) else {
                Issue.record("\(event) is refused")
                return
            }
            #expect(next.after(event) == .again)
            progress = next
        }
        #expect(progress.state == .completed)
        // Reported late: the work has ended long since.
        #expect(progress.after(.begun) == .refused && progress.after(.failed) == .refused)
    }

    @Test(arguments: [OrderState.acknowledged, .scheduled])
    func `ORD-11 a refused cancellation leads back to where the order stood`(state: OrderState) {
        let order = OrderProgress(state, before: nil, isDivisible: false)
        guard case .to(let asked, let effects) = order.after(.cancellationAsked) else {
            Issue.record("cannot be cancelled")
            return
        }
        #expect(asked.state == .assessingCancellation && effects == [.askExchangeToCancel])
        // While the exchange considers it, it reports nothing else.
        for event in [OrderEvent.begun, .completed, .failed] { #expect(asked.after(event) == .refused) }
        #expect(asked.after(.cancellationRefused) == .to(order, []))
        #expect(
            asked.after(.cancellationGranted)
                == .to(OrderProgress(.cancelled, before: nil, isDivisible: false), [.mail(.cancelled)]))
    }

    @Test func `ORD-9 a Smart PBX order happens whole or not at all, one of several numbers in part`() {
        let whole = OrderProgress(.inProgress, before: nil, isDivisible: false)
        #expect(whole.after(.completedPartly) == .refused)
        let several = OrderProgress(.inProgress, before: nil, isDivisible: true)
        #expect(
            several.after(.completedPartly)
                == .to(
                    OrderProgress(.partial, before: nil, isDivisible: true), [.apply, .mail(.completedPartly)]))
    }

    @Test func `ORD-13 who has ordered is told that it was taken, and how it ended`() {
        var mails: [OrderMail] = []
        for (state, event) in [
            (OrderState.draft, OrderEvent.submitted), (.acknowledged, .planned), (.scheduled, .begun),
            (.inProgress, .completed), (.scheduled, .failed), (.assessingCancellation, .cancellationGranted),
        ] {
            guard case .to(_, let effects) = OrderProgress(state, before: nil, isDivisible: false).after(event) else {
                continue
            }
            mails += effects.compactMap { if case .mail(let mail) = $0 { mail } else { nil } }
        }
        #expect(mails == [.received, .completed, .failed, .cancelled])
    }

    @Test func `PBX-11 設備工事 is a milestone of a completed order that waits for it, once`() {
        for state in OrderState.allCases where state != .completed {
            let order = OrderProgress(state, before: nil, isDivisible: false, equipment: .waiting)
            #expect(order.after(.equipmentCompleted) == .refused)
        }
        func completed(_ work: EquipmentWork) -> OrderProgress {
            OrderProgress(.completed, before: nil, isDivisible: false, equipment: work)
        }
        #expect(completed(.none).after(.equipmentCompleted) == .refused)
        #expect(
            completed(.waiting).after(.equipmentCompleted) == .to(completed(.done), [.mail(.equipmentCompleted)]))
        #expect(completed(.done).after(.equipmentCompleted) == .again)
    }

    @Test func `HOURS-5 an order is open from 受付 to its end`() {
        #expect(
            OrderState.allCases.filter(\.isOpen) == [.acknowledged, .scheduled, .inProgress, .assessingCancellation])
    }
}
