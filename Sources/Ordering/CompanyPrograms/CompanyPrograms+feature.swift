import Shell

/// What companies' own programs are answered.
enum CompanyPrograms {
    static func feature(_ desk: OrderDesk, attemptsPerMinute: Int) -> Feature<Employee> {
        Feature(
            door: CompanyProgramDoor(desk, attemptsPerMinute: attemptsPerMinute).door, vocabulary: vocabulary)
    }
}
