/// The members of a group while they are put together: nobody twice, and in an order.
struct ExtensionGroupMembers: Sendable, Equatable {
    private(set) var all: [InsideNumber]

    init(_ all: [InsideNumber] = []) {
        self.all = []
        for number in all { add(number) }
    }

    /// At the end; one that is there stays where it is.
    mutating func add(_ number: InsideNumber) {
        if !all.contains(number) { all.append(number) }
    }

    mutating func remove(_ number: InsideNumber) { all.removeAll { $0 == number } }

    mutating func move(_ number: InsideNumber, by places: Int) {
        guard let place = all.firstIndex(of: number) else { return }
        all.remove(at: place)
        all.insert(number, at: min(max(0, place + places), all.count))
    }

    /// Puts them into the order that was typed, each a place from 1: who was given another's place takes it, and the other makes room.
    /// Who has none keeps the present one.
    mutating func arrange(_ places: [InsideNumber: Int]) {
        let keyed = all.enumerated().map { index, number in
            let (own, typed) = (index + 1, places[number] ?? index + 1)
            return (number: number, key: (typed, typed < own ? -1 : typed > own ? 1 : 0, index))
        }
        all = keyed.sorted { $0.key < $1.key }.map(\.number)
    }
}
