import Exchange

/// Which way an order of telephone numbers goes (VOICE-1): the chart, as one pure function of facts. The stricter, the higher.
package enum VoiceOrderWay: Int, Sendable, Comparable {
    /// お申し込み直後に開通
    case immediate
    /// 工事日指定
    case dated
    /// 営業担当
    case sales

    package static func < (one: VoiceOrderWay, other: VoiceOrderWay) -> Bool { one.rawValue < other.rawValue }
}

/// The chart, answered for one wish about one contract.
package struct VoiceOrderChart: Sendable, Equatable {
    /// Its questions, in the order in which they are asked.
    package enum Question: Int, Sendable, CaseIterable {
        case membersNet = 1, firstGeographicOfSmartPBX, portability, geographicOfOthers, specialFeatures,
            firstGeographic, largeBase

        /// Where Yes leads.
        package var way: VoiceOrderWay { self == .firstGeographicOfSmartPBX ? .sales : .dated }

        /// Whom it is asked: the system does not know it.
        package var isAsked: Bool { self == .portability || self == .specialFeatures }
    }

    /// What is wished, as far as the way depends on it.
    package struct Wish: Sendable, Hashable {
        /// 0AJ番号 are added.
        package var addsGeographic: Bool
        /// Of another carrier's customers.
        package var ports: Bool
        /// 特定番号通知 or 転送先特定番号.
        package var usesSpecialFeatures: Bool

        package init(addsGeographic: Bool = false, ports: Bool = false, usesSpecialFeatures: Bool = false) {
            (self.addsGeographic, self.ports) = (addsGeographic, ports)
            self.usesSpecialFeatures = usesSpecialFeatures
        }
    }

    /// What the system knows.
    package struct Facts: Sendable, Hashable {
        package var type: VoiceContractType
        package var isCloudPlan: Bool
        package var hasMembersNet: Bool
        /// The contract has 0AJ番号 already.
        package var hasGeographic: Bool
        /// Of the base number that the order is about: the largest of them.
        package var dialInCount: Int

        package init(
            type: VoiceContractType, isCloudPlan: Bool = false, hasMembersNet: Bool = false, hasGeographic: Bool = true,
            dialInCount: Int = 0
        ) {
            (self.type, self.isCloudPlan, self.hasMembersNet) = (type, isCloudPlan, hasMembersNet)
            (self.hasGeographic, self.dialInCount) = (hasGeographic, dialInCount)
        }

        package init(_ contract: VoiceContract, hasGeographic: Bool, dialInCount: Int) {
            self.init(
                type: contract.type, isCloudPlan: contract.isCloudPlan, hasMembersNet: contract.hasMembersNet,
                hasGeographic: hasGeographic, dialInCount: dialInCount)
        }
    }

    package struct Answer: Sendable, Equatable {
        package let question: Question
        package let isYes: Bool
    }

    package let answers: [Answer]

    package init(_ wish: Wish, _ facts: Facts) {
        answers = Question.allCases.map { Answer(question: $0, isYes: Self.isYes($0, wish, facts)) }
    }

    private static func isYes(_ question: Question, _ wish: Wish, _ facts: Facts) -> Bool {
        switch question {
        case .membersNet: facts.hasMembersNet
        case .firstGeographicOfSmartPBX:
            facts.type == .smartPBX && wish.addsGeographic && !facts.hasGeographic
        case .portability: wish.ports
        case .geographicOfOthers:
            wish.addsGeographic
                && (facts.type == .wireless || facts.type == .smartPBX
                    || facts.type == .universalOne && facts.isCloudPlan)
        case .specialFeatures: wish.usesSpecialFeatures
        // A15: who adds 050 only is not asked.
        case .firstGeographic: wish.addsGeographic && !facts.hasGeographic
        // A14: before the order.
        case .largeBase: facts.dialInCount > BaseNumber.largeBase
        }
    }

    /// Of all that is answered Yes.
    package var reasons: [Question] { answers.filter(\.isYes).map(\.question) }

    /// The strictest (A30).
    package var way: VoiceOrderWay { reasons.map(\.way).max() ?? .immediate }
}
