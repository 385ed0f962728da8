import Shell

/// What companies' own programs are answered.
enum CompanyPrograms {
    static func feature(_ desk: OrderDesk, _ settlement: VoiceSettlement, attemptsPerMinute: Int) -> Feature<Employee> {
        Feature(
            door: CompanyProgramDoor(desk, settlement, attemptsPerMinute: attemptsPerMinute).door,
            vocabulary: vocabulary)
    }
}
