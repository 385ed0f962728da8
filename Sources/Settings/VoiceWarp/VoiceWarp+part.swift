import Shell

extension VoiceWarp {
    /// The four forms, in the guide's order.
    enum Part: String, NumberFormPart {
        case service, destinations, select, list

        var groups: [NumberFormGroup] {
            switch self {
            case .service: [NumberFormGroup("mode", ["mode", "seconds"])]
            case .destinations:
                (1...VoiceWarp.places).map {
                    NumberFormGroup("place-\($0)", ["number-\($0)", "name-\($0)"])
                } + [NumberFormGroup("chosen")]
            case .select: [NumberFormGroup("select")]
            case .list: [NumberFormGroup("callers")]
            }
        }

        var events: [AuditEvent] {
            switch self {
            case .service: ["voice-warp.service"]
            case .destinations: ["voice-warp.destination", "voice-warp.choice"]
            case .select: ["voice-warp.select"]
            case .list: ["voice-warp.listed", "voice-warp.unlisted"]
            }
        }

        var template: String {
            switch self {
            case .service: "VoiceWarp/service"
            case .destinations: "VoiceWarp/destinations"
            case .select: "VoiceWarp/select"
            case .list: "VoiceWarp/list"
            }
        }
    }
}
