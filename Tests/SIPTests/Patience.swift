/// How long anything here may take before it is given up for lost: far more than a machine with other work needs, since no
/// test is to fail for being slow.
enum Patience {
    static let minutes = 15
    static let seconds = Double(minutes * 60)
}
