import Telephony

/// As the audit trail has the settings, and back again.
extension VoiceWarp.Settings {
    var serviceText: String { mode.hasSeconds ? "\(mode.rawValue) \(seconds)" : mode.rawValue }

    func placeText(_ place: Int) -> String? {
        places.first { $0.place == place }.map { "\(place) \($0.destination) \($0.name)" }
    }

    /// Takes back what a line of the trail tells of. What it does not tell, such as versions, stays.
    mutating func takeBack(_ event: String, before: String?, after: String?) {
        let words = (before ?? "").split(separator: " ", maxSplits: 2).map(String.init)
        switch event {
        case "voice-warp.service":
            mode = words.first.flatMap(VoiceWarp.Mode.init) ?? .off
            if words.count > 1, let seconds = Int(words[1]) { self.seconds = seconds }
        case "voice-warp.destination":
            let place = (before ?? after)?.split(separator: " ").first.flatMap { Int($0) }
            places.removeAll { $0.place == place }
            if let place, words.count > 1, let number = PhoneNumber(clean: words[1]) {
                places.append(.init(place: place, destination: number, name: words.count > 2 ? words[2] : ""))
            }
        case "voice-warp.choice": chosen = before.flatMap { Int($0) } ?? chosen
        case "voice-warp.select": select = before.flatMap(VoiceWarp.Select.init) ?? .off
        case "voice-warp.listed": listed.removeAll { $0.digits == after }
        case "voice-warp.unlisted": if let number = before.flatMap({ PhoneNumber(clean: $0) }) { listed.append(number) }
        default: break
        }
    }
}
