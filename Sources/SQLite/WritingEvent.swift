/// How writing goes, as whoever watches over the site hears of it.
public enum WritingEvent: Sendable {
    /// Changes are on the disk.
    case saved
    /// Changes could not be written, and the next ones would have fared alike.
    case failed(any Error)
    /// The reserve has been given up: only urgent writes are taken from now on.
    case diskIsFull
    /// The reserve has been taken back.
    case diskHasRoom
}
