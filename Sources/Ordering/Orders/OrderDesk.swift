package import Shell

/// What all pages about orders share.
package struct OrderDesk: Sendable {
    package let services: Services
    package let policy: OrderPolicy
    package let clock: OrderingClock
    package let consents: ConsentShelf

    package init(_ services: Services, _ policy: OrderPolicy, clock: OrderingClock, consents: ConsentShelf) {
        (self.services, self.policy, self.clock, self.consents) = (services, policy, clock, consents)
    }

    package var intake: OrderIntake { OrderIntake(policy, consents, mails: services.mails, trueTime: services.now) }
}
