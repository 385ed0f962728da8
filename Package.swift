// swift-tools-version: 6.2
import PackageDescription

// Imports go one way: hikari → Site → {HTTP, FastAGI, SIP, Mustache, SQLite, SMTP, Crypto} → Transport → C…
// The platform modules never know the product.
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

        module("Transport", ["COpenSSL", "CLinux"]),
        module("Crypto", ["COpenSSL"]),
        module("HTTP", ["Transport"]),
        module("FastAGI", ["Transport"]),
        module("SIP", ["Transport", "Crypto"]),
        module("Mustache"),
        module("SQLite", ["CSQLite"]),
        module("SMTP", ["Transport"]),
        module("Site", ["HTTP", "FastAGI", "SIP", "Mustache", "SQLite", "SMTP", "Crypto"]),
        .executableTarget(
            name: "hikari",
            dependencies: ["Site", "HTTP", "FastAGI", "SIP", "Mustache", "SQLite", "SMTP", "Crypto", "Transport"],
            swiftSettings: settings),

        // Programs that tests start: the built one, browsers, mail servers.
        .target(name: "TestPrograms", path: "Tests/TestPrograms", swiftSettings: settings),
        tests("TransportTests", ["Transport", "COpenSSL", "CLinux"]),
        tests("CryptoTests", ["Crypto"]),
        tests("HTTPTests", ["HTTP", "Transport", "COpenSSL"]),
        tests("FastAGITests", ["FastAGI", "Transport"]),
        tests(
            "SIPTests", ["SIP", "Transport", "Crypto", "TestPrograms"], resources: [.copy("Scenarios"), .copy("Proxy")]),
        tests("MustacheTests", ["Mustache"]),
        tests("SQLiteTests", ["SQLite"]),
        tests("SMTPTests", ["SMTP", "Transport", "TestPrograms"], resources: [.copy("Servers")]),
        tests(
            "SiteTests", ["Site", "HTTP", "FastAGI", "SIP", "Mustache", "SQLite", "Crypto"],
            resources: [.copy("TelephoneMenu/Transcripts")]),
        tests("EndToEndTests", ["hikari", "Site", "HTTP", "SIP", "SQLite", "Transport", "TestPrograms"]),
        tests("BrowserTests", ["hikari", "TestPrograms"]),
    ],
    swiftLanguageModes: [.v6]
)
