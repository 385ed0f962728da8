import Exchange
import Telephony

/// 番号ごと付加機能の変更: what all the chosen numbers get or lose; nil: as each of them has it. What needs a day of its own can only be lost.
struct FeatureChange: Sendable, Equatable {
    var messageBox: Bool?
    var rejectsAnonymous: Bool?
    var rejectsNuisance: Bool?
    var losesShownNumber = false
    var losesForwardNumber = false

    enum Field: String, CaseIterable {
        case messageBox, rejectsAnonymous, rejectsNuisance, shownNumber, forwardNumber

        /// Whether it can be contracted so.
        var isOffered: Bool { self != .shownNumber && self != .forwardNumber }
    }

    init() {}

    /// - Parameter answer: by the field's name: `on`, `off`, or as it is.
    init(_ answer: (String) -> String) {
        func wish(_ field: Field) -> Bool? {
            switch answer(field.rawValue) {
            case "on": true
            case "off": false
            default: nil
            }
        }
        (messageBox, rejectsAnonymous, rejectsNuisance) = (
            wish(.messageBox), wish(.rejectsAnonymous), wish(.rejectsNuisance)
        )
        losesShownNumber = wish(.shownNumber) == false
        losesForwardNumber = wish(.forwardNumber) == false
    }

    /// What leads from the one to the other.
    init(from before: NumberFeatures, to after: NumberFeatures) {
        messageBox = before.messageBox == after.messageBox ? nil : after.messageBox
        rejectsAnonymous = before.rejectsAnonymous == after.rejectsAnonymous ? nil : after.rejectsAnonymous
        rejectsNuisance = before.rejectsNuisance == after.rejectsNuisance ? nil : after.rejectsNuisance
        losesShownNumber = before.shownNumber != nil && after.shownNumber == nil
        losesForwardNumber = before.forwardNumber != nil && after.forwardNumber == nil
    }

    func value(of field: Field) -> String {
        let wish: Bool? =
            switch field {
            case .messageBox: messageBox
            case .rejectsAnonymous: rejectsAnonymous
            case .rejectsNuisance: rejectsNuisance
            case .shownNumber: losesShownNumber ? false : nil
            case .forwardNumber: losesForwardNumber ? false : nil
            }
        return wish.map { $0 ? "on" : "off" } ?? "keep"
    }

    var answers: [(field: String, value: String)] { Field.allCases.map { ($0.rawValue, value(of: $0)) } }

    var isNothing: Bool { self == FeatureChange() }

    func applied(to features: NumberFeatures) -> NumberFeatures {
        var features = features
        features.messageBox = messageBox ?? features.messageBox
        features.rejectsAnonymous = rejectsAnonymous ?? features.rejectsAnonymous
        features.rejectsNuisance = rejectsNuisance ?? features.rejectsNuisance
        if losesShownNumber { features.shownNumber = nil }
        if losesForwardNumber { features.forwardNumber = nil }
        return features
    }
}
