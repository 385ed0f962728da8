extension CutOverPolicy {
    /// Nil: nothing is ported.
    func windows(of ported: [PortLine]) -> CutOverWindows? {
        ported.isEmpty ? nil : windows(areReturning: ported.allSatisfy(\.isReturning))
    }
}
