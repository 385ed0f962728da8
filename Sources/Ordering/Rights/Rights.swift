package import Exchange

/// What one group of users may do, and with what (RIGHT-1).
package struct Grant: Sendable, Hashable {
    package enum Scope: Sendable, Hashable {
        case everything
        /// Contracts that come later too (RIGHT-3).
        case service(OrderedService)
        case contracts(Set<ContractCode>)
    }

    package enum Level: String, Sendable, CaseIterable {
        /// 参照のみ
        case view
        /// 参照・編集
        case edit
    }

    package let scope: Scope
    package let level: Level

    package init(_ scope: Scope, _ level: Level) {
        self.scope = scope
        self.level = level
    }
}

/// What a person may do: all that any of their groups may (RIGHT-1).
package struct Rights: Sendable, Hashable {
    package let grants: [Grant]

    package init(_ grants: [Grant] = []) { self.grants = grants }

    package static let none = Rights()

    /// A contract, as far as rights ask about it.
    package struct Subject: Sendable, Hashable {
        package let contract: ContractCode
        package let service: OrderedService

        package init(_ contract: ContractCode, of service: OrderedService) {
            self.contract = contract
            self.service = service
        }
    }

    package enum Act: Sendable, Hashable {
        /// 新規
        case order(OrderedService)
        /// 変更・廃止
        case change(Subject)
        /// The pages on which a contract is set up, and its history.
        case use(Subject)
    }

    /// What those who may look at a contract may do on the pages on which it is set up, as far as the operator has a say (RIGHT-2).
    package enum SettingAct: Sendable, Hashable {
        /// To save what is set.
        case set(Subject)
        /// Passwords and other secrets.
        case seeSecrets(Subject)
    }

    package func may(_ act: Act) -> Bool {
        grants.contains { grant in
            switch act {
            case .order(let service): grant.level == .edit && grant.covers(service)
            case .change(let subject): grant.level == .edit && grant.covers(subject)
            case .use(let subject): grant.covers(subject)
            }
        }
    }

    package func may(_ act: SettingAct, by policy: RightsPolicy) -> Bool {
        switch act {
        case .set(let subject): may(policy.viewOnlyMaySet ? .use(subject) : .change(subject))
        case .seeSecrets(let subject): may(policy.viewOnlySeesSecrets ? .use(subject) : .change(subject))
        }
    }

    /// Whether there may be a contract of the service that the person may change.
    package func mayChangeAny(of service: OrderedService) -> Bool {
        grants.contains { grant in
            switch grant.scope {
            case .everything, .contracts: grant.level == .edit
            case .service(let own): grant.level == .edit && own == service
            }
        }
    }

    /// Whether there may be anything of the service that the person may look at: its entry in the menu (RIGHT-4).
    package func knows(_ service: OrderedService) -> Bool {
        grants.contains { grant in
            switch grant.scope {
            case .everything, .contracts: true
            case .service(let own): own == service
            }
        }
    }
}

/// RIGHT-2: how far 参照のみ reaches, by the operator's will.
package struct RightsPolicy: Sendable, Hashable {
    /// `ordering.view-only-may-set`: as the guide has it.
    package var viewOnlyMaySet = true
    /// `ordering.view-only-sees-secrets`.
    package var viewOnlySeesSecrets = false

    package init() {}
}

extension Grant {
    fileprivate func covers(_ service: OrderedService) -> Bool {
        switch scope {
        case .everything: true
        case .service(let own): own == service
        // A contract that is still to come is none of them.
        case .contracts: false
        }
    }

    fileprivate func covers(_ subject: Rights.Subject) -> Bool {
        switch scope {
        case .everything, .service: covers(subject.service)
        case .contracts(let contracts): contracts.contains(subject.contract)
        }
    }
}
