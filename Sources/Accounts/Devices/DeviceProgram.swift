/// The program somebody signed in with, in plain words, out of what it says of itself. Programs say what they like: this is
/// for people to know their own again, and decides nothing.
package struct DeviceProgram {
    let browser: String?
    let system: String?

    package init(_ agent: String) {
        browser = DeviceProgram.first(of: DeviceProgram.browsers, in: agent)
        system = DeviceProgram.first(of: DeviceProgram.systems, in: agent)
    }

    /// In this order: nearly all of them also say that they are Chrome or Safari.
    private static let browsers: [(mark: String, name: String)] = [
        ("Edg", "Microsoft Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
        ("YaBrowser/", "Yandex"), ("Vivaldi/", "Vivaldi"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"),
        ("CriOS/", "Google Chrome"), ("Chrome/", "Google Chrome"), ("Safari/", "Safari"), ("curl/", "curl"),
    ]

    /// An iPad may say Macintosh, an Android Linux.
    private static let systems: [(mark: String, name: String)] = [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "ChromeOS"), ("Windows", "Windows"),
        ("Macintosh", "Mac"), ("Linux", "Linux"),
    ]

    private static func first(of marks: [(mark: String, name: String)], in agent: String) -> String? {
        marks.first { agent.contains($0.mark) }?.name
    }
}
