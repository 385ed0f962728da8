/// What is in force after a change.
enum FaultNotificationEffect: Sendable {
    case nextMail
    /// So many addresses are told.
    case recipients(Int)
    /// Nobody would hear of a fault then.
    case uncovered(FaultNotificationHours)
    case automaticStart(Bool)
    case automaticStop(Bool)
    case serviceIsOff
    case service(Bool, interval: Duration)

    static func of(_ recipients: [FaultNotification.Recipient]) -> [FaultNotificationEffect] {
        let uncovered = FaultNotificationHours.uncovered(by: recipients)
        return [.recipients(recipients.count(where: \.isTicked))] + (uncovered.isEmpty ? [] : [.uncovered(uncovered)])
    }
}
