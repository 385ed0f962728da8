internal import Encodings

/// How long contacts are kept, and how many.
public struct RegistrationLimits: Sendable {
    /// Seconds. Who asks for less is told so (423).
    public var shortest = 60
    /// Who asks for more gets this.
    public var longest = 3600
    /// Contacts of one user.
    public var contacts = 10

    public init() {}
}

/// What has become of a REGISTER.
enum RegistrationOutcome: Hashable {
    case done
    /// It asks for less than the shortest time: 423.
    case tooBrief
    /// It is older than what it would change: 500 (RFC 3261 § 10.3 step 7).
    case outOfOrder
    /// One contact too many: 403.
    case tooMany
}

/// The contacts of all who have registered. It has no clock and no sockets, knows no passwords, and keeps nothing of a request that fails.
///
/// Expired contacts are never told; they are forgotten by a hand that goes round the table a few places at a time.
struct Registrations {
    private struct Entry {
        let user: String
        var contacts: [RegisteredContact]
    }

    /// Seconds that what is kept of a contact may be behind.
    private static let slack: UInt32 = 60

    let limits: RegistrationLimits
    /// Of all users, expired ones that are not yet forgotten included.
    private(set) var count = 0
    private var entries: [Entry] = []
    private var places: [String: Int32] = [:]
    private var hand = 0
    /// Whose contacts are others than when they were last asked for.
    private var changed: Set<String> = []

    init(_ limits: RegistrationLimits = RegistrationLimits()) { self.limits = limits }

    /// Users with contacts.
    var userCount: Int { entries.count }

    /// - Parameter now: seconds.
    func contacts(of user: String, at now: UInt32) -> [RegisteredContact] {
        guard let place = places[user] else { return [] }
        let contacts = entries[Int(place)].contacts
        return contacts.allSatisfy { $0.until > now } ? contacts : contacts.filter { $0.until > now }
    }

    /// All or nothing.
    mutating func register(_ user: String, _ request: RegistrationRequest, at now: UInt32) -> RegistrationOutcome {
        let before = contacts(of: user, at: now)
        switch request.change {
        case .nothing: return .done
        case .removeAll:
            guard before.allSatisfy(request.isLater) else { return .outOfOrder }
            keep([], of: user)
        case .set(let wanted):
            var (after, isChanged) = (before, false)
            for contact in wanted {
                let seconds = min(contact.seconds ?? limits.longest, limits.longest)
                guard seconds == 0 || seconds >= limits.shortest else { return .tooBrief }
                guard before.allSatisfy({ !$0.isReplaced(by: contact) || request.isLater(than: $0) }) else {
                    return .outOfOrder
                }
                if replace(contact, in: &after, request, until: now + UInt32(seconds), at: now) { isChanged = true }
            }
            guard after.count <= limits.contacts else { return .tooMany }
            keep(after, of: user)
            guard isChanged else { return .done }
        }
        changed.insert(user)
        return .done
    }

    /// - Returns: whether that is worth keeping: a device that comes again at once is not.
    private func replace(
        _ wanted: RegistrationRequest.Contact, in contacts: inout [RegisteredContact], _ request: RegistrationRequest,
        until: UInt32, at now: UInt32
    ) -> Bool {
        let old = contacts.firstIndex { $0.isReplaced(by: wanted) }
        guard until > now else {
            contacts.removeAll { $0.isReplaced(by: wanted) }
            return old != nil
        }
        var new = RegisteredContact(wanted, request, until: until)
        guard let old else {
            contacts.append(new)
            return true
        }
        let isWorthIt = new.replaces(contacts[old], within: Self.slack)
        contacts[old] = new
        let count = contacts.count
        var place = 0
        // Another address of the same device goes.
        contacts.removeAll { contact in
            defer { place += 1 }
            return place != old && contact.isReplaced(by: wanted)
        }
        return isWorthIt || contacts.count < count
    }

    /// As they were kept; replaces what is there.
    mutating func restore(_ contacts: [RegisteredContact], of user: String) {
        keep(Array(contacts.prefix(limits.contacts)), of: user)
    }

    /// All of a user's go.
    mutating func remove(_ user: String) {
        guard places[user] != nil else { return }
        keep([], of: user)
        changed.insert(user)
    }

    /// Looks at so many users whether something of theirs has expired, and goes on there next time.
    mutating func forgetExpired(at now: UInt32, looking count: Int) {
        for _ in 0..<min(count, entries.count) {
            guard !entries.isEmpty else { return }
            if hand >= entries.count { hand = 0 }
            if entries[hand].contacts.allSatisfy({ $0.until > now }) {
                hand += 1
            } else {
                // In the place of one that goes altogether stands another one now.
                keep(entries[hand].contacts.filter { $0.until > now }, of: entries[hand].user)
            }
        }
    }

    /// Whose contacts have changed since the last time, and what they are now.
    mutating func takeChanges() -> [String: [RegisteredContact]] {
        defer { changed = [] }
        return Dictionary(
            uniqueKeysWithValues: changed.map { user in
                (user, places[user].map { entries[Int($0)].contacts } ?? [])
            })
    }

    /// Those that were taken could not be kept.
    mutating func returnChanges(of users: some Sequence<String>) { changed.formUnion(users) }

    private mutating func keep(_ contacts: [RegisteredContact], of user: String) {
        guard let place = places[user].map({ Int($0) }) else {
            guard !contacts.isEmpty else { return }
            places[user] = Int32(entries.count)
            entries.append(Entry(user: user, contacts: contacts))
            count += contacts.count
            return
        }
        count += contacts.count - entries[place].contacts.count
        entries[place].contacts = contacts
        guard contacts.isEmpty else { return }
        places[user] = nil
        let last = entries.removeLast()
        guard place < entries.count else { return }
        entries[place] = last
        places[last.user] = Int32(place)
    }
}

extension RegistrationRequest {
    /// Whether it may change a contact: another call's always, the same call's if it has come after (RFC 3261 § 10.3 step 7).
    fileprivate func isLater(than contact: RegisteredContact) -> Bool {
        sequence > contact.sequence || !contact.callIDBytes.elementsEqual(callID)
    }
}

extension RegisteredContact {
    fileprivate init(_ contact: RegistrationRequest.Contact, _ request: RegistrationRequest, until: UInt32) {
        self.init(
            uri: contact.uri, callID: request.callID, source: request.source, isStream: request.isStream, until: until,
            sequence: request.sequence, preference: contact.preference, device: contact.device)
    }

    /// Whether it is the same address, or another one of the same device.
    fileprivate func isReplaced(by contact: RegistrationRequest.Contact) -> Bool {
        device != 0 && device == contact.device || Self.isSameURI(uriBytes, contact.uri[...])
    }

    /// RFC 3261 § 19.1.4 but for the order of parameters and needless escapes: a device writes its own address the same way each time.
    private static func isSameURI(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        if one.elementsEqual(other) { return true }
        let colon = one.firstIndex(of: ASCII.colon) ?? one.endIndex
        let at = one.firstIndex(of: UInt8(ascii: "@")) ?? colon
        for (index, pair) in zip(one.indices, zip(one, other)) {
            // The user part is all that is compared to the letter.
            let isUser = index > colon && index < at
            let isSame = isUser ? pair.0 == pair.1 : ASCII.lowercase(pair.0) == ASCII.lowercase(pair.1)
            guard isSame else { return false }
        }
        return true
    }
}
