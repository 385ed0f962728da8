typealias ExtensionTicks = Ticks<ExtensionNumber>

extension ExtensionNumber: Tickable {
    var tickName: String { hyphenated }
}
