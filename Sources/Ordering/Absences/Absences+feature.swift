import Shell
import Telephony

extension Absences {
    static func feature(_ desk: DeviceUserDesk, destinations: Destination.Policy) -> Feature<Employee> {
        Feature(routes: AbsencePage(desk: desk, destinations: destinations).routes, vocabulary: vocabulary)
    }

    static let limits: [String: Int] = [
        "ringSecondsLeast": Absence.seconds.lowerBound, "ringSecondsMost": Absence.seconds.upperBound,
    ]
}
