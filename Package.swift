// swift-tools-version: 6.2
import PackageDescription

// Imports go one way: hikari → Site → {HTTP, FastAGI, SIP, Mustache, SQLite, SMTP, Crypto} → Transport
// → {Threads, Encodings, CivilCalendar} → C… The platform modules never know the product.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

let package = Package(
    name: "hikari",
    products: [.executable(name: "hikari", targets: ["hikari"])],
    targets: [
        .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLinux"),

        // Leaves: what several of the platform's modules need.
        module("Threads", ["CLinux"]),
        module("Encodings"),
        module("CivilCalendar"),

        module("Transport", ["COpenSSL", "CLinux", "Threads"]),
        module("Crypto", ["COpenSSL", "Encodings"]),
        module("HTTP", ["Transport", "Encodings", "CivilCalendar"]),
        module("FastAGI", ["Transport", "Encodings"]),
        module("SIP", ["Transport", "Crypto", "Encodings"]),
        module("Mustache"),
        module("SQLite", ["CSQLite", "Threads", "Encodings"]),
        module("SMTP", ["Transport", "Encodings", "CivilCalendar"]),
        module("Site", ["HTTP", "FastAGI", "SIP", "Mustache", "SQLite", "SMTP", "Crypto"]),
        .executableTarget(
            name: "hikari",
            dependencies: ["Site", "HTTP", "FastAGI", "SIP", "Mustache", "SQLite", "SMTP", "Crypto", "Transport"],
            swiftSettings: settings),

        // Programs that tests start: the built one, browsers, mail servers.
        .target(name: "TestPrograms", path: "Tests/TestPrograms", swiftSettings: settings),
        tests("ThreadsTests", ["Threads"]),
        tests("EncodingsTests", ["Encodings"]),
        tests("CivilCalendarTests", ["CivilCalendar"]),
        tests("TransportTests", ["Transport", "Threads", "COpenSSL", "CLinux"]),
        tests("CryptoTests", ["Crypto"]),
        tests("HTTPTests", ["HTTP", "Transport", "Encodings", "COpenSSL"]),
        tests("FastAGITests", ["FastAGI", "Transport"]),
        tests(
            "SIPTests", ["SIP", "Transport", "Crypto", "TestPrograms"], resources: [.copy("Scenarios"), .copy("Proxy")]),
        tests("MustacheTests", ["Mustache"]),
        tests("SQLiteTests", ["SQLite", "Threads"]),
        tests("SMTPTests", ["SMTP", "Transport", "TestPrograms"], resources: [.copy("Servers")]),
        tests(
            "SiteTests", ["Site", "HTTP", "FastAGI", "SIP", "Mustache", "SQLite", "Crypto"],
            resources: [.copy("TelephoneMenu/Transcripts")]),
        tests("EndToEndTests", ["hikari", "Site", "HTTP", "SIP", "SQLite", "Transport", "TestPrograms"]),
        tests("BrowserTests", ["hikari", "TestPrograms"]),
    ],
    swiftLanguageModes: [.v6]
)
