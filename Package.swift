// swift-tools-version: 6.2
import PackageDescription

// Imports go one way. The products: hikari → {Settings, Ordering} → Accounts → Contracts → Shell → Telephony, each on those below
// it; the two products never meet.
// Below it the platform, which never knows a product: {HTTP, SMTP, SIP, FastAGI} → Transport, {Mustache, SQLite, Crypto},
// none of which uses another but SIP Crypto, all of them on the leaves {Threads, Encodings, CivilCalendar}, and these on C.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
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
        module("Crypto", ["COpenSSL"]),
        module("HTTP", ["Transport", "Encodings", "CivilCalendar"]),
        module("FastAGI", ["Transport", "Encodings"]),
        module("SIP", ["Transport", "Crypto", "Encodings"]),
        module("Mustache"),
        module("SQLite", ["CSQLite", "Threads", "Encodings"]),
        module("SMTP", ["Transport", "Encodings", "CivilCalendar"]),

        module("Telephony", ["SQLite", "CivilCalendar", "Encodings"]),
        module("Shell", ["Telephony", "HTTP", "Mustache", "SQLite", "Crypto", "Encodings"]),
        module("Contracts", ["Shell", "Telephony", "SQLite"]),
        module(
            "Accounts",
            ["Contracts", "Shell", "Telephony", "HTTP", "FastAGI", "Mustache", "SQLite", "Crypto", "Encodings"]),
        module(
            "Settings",
            ["Accounts", "Contracts", "Shell", "Telephony", "HTTP", "Mustache", "SQLite", "Encodings", "Threads"]),
        // What carries orders out, as the ordering site knows it, and a stand-in that could be taken out.
        module("Exchange", ["Telephony", "SQLite", "Encodings"]),
        module("ExchangeSimulator", ["Exchange", "Telephony", "SQLite"]),
        // The door for a real one: its own programs fetch orders and report.
        module(
            "ExchangeInterface", ["Exchange", "Shell", "Telephony", "HTTP", "SQLite"]),
        module(
            "Ordering",
            [
                "Exchange", "Accounts", "Contracts", "Shell", "Telephony", "HTTP", "Mustache", "SQLite", "Crypto",
                "Encodings",
                "CivilCalendar",
            ]),
        .executableTarget(
            name: "hikari",
            dependencies: [
                "Settings", "Ordering", "Exchange", "ExchangeSimulator", "ExchangeInterface", "Accounts", "Contracts",
                "Shell",
                "Telephony", "HTTP", "FastAGI", "SIP", "Mustache", "SQLite", "SMTP", "Crypto", "Transport", "Encodings",
            ],
            swiftSettings: settings),

        // Programs that tests start: the built one, browsers, mail servers; and the dice they throw.
        .target(name: "TestPrograms", path: "Tests/TestPrograms", swiftSettings: settings),
        tests("ThreadsTests", ["Threads"]),
        tests("EncodingsTests", ["Encodings", "TestPrograms"]),
        tests("CivilCalendarTests", ["CivilCalendar"]),
        tests("TransportTests", ["Transport", "Threads", "COpenSSL", "CLinux"]),
        tests("CryptoTests", ["Crypto", "Encodings"]),
        tests("HTTPTests", ["HTTP", "Transport", "Encodings", "COpenSSL"]),
        tests("FastAGITests", ["FastAGI", "Transport", "TestPrograms"]),
        tests(
            "SIPTests", ["SIP", "Transport", "Crypto", "Encodings", "TestPrograms"],
            resources: [.copy("Scenarios"), .copy("Proxy"), .copy("Answers")]),
        tests("MustacheTests", ["Mustache"]),
        tests("SQLiteTests", ["SQLite", "TestPrograms", "Threads"]),
        tests("SMTPTests", ["SMTP", "Transport", "TestPrograms"], resources: [.copy("Servers")]),
        // The whole site in memory, and a browser without a screen.
        .target(
            name: "TestSite",
            dependencies: [
                "Settings", "Ordering", "ExchangeSimulator", "ExchangeInterface", "Accounts", "Contracts", "Shell",
                "Telephony", "HTTP", "Mustache", "SQLite", "CSQLite", "Crypto",
            ],
            path: "Tests/TestSite", swiftSettings: settings),
        tests("TelephonyTests", ["Telephony"]),
        tests("ExchangeTests", ["Exchange", "ExchangeSimulator", "Telephony", "SQLite", "TestSite"]),
        tests(
            "ExchangeInterfaceTests",
            ["ExchangeInterface", "Exchange", "Shell", "Telephony", "HTTP", "SQLite", "TestSite"]),
        tests(
            "OrderingTests",
            [
                "Ordering", "Exchange", "ExchangeSimulator", "ExchangeInterface", "Accounts", "Contracts", "Shell",
                "Telephony", "HTTP", "CivilCalendar",
                "SQLite", "TestSite",
            ]),
        tests("ShellTests", ["Shell", "Telephony", "HTTP", "Mustache", "SQLite", "Crypto", "TestSite"]),
        tests("ContractsTests", ["Contracts", "Shell", "Telephony", "SQLite", "TestSite"]),
        tests(
            "AccountsTests",
            [
                "Accounts", "Contracts", "Shell", "Telephony", "HTTP", "FastAGI", "SQLite", "Crypto", "TestPrograms",
                "TestSite",
            ],
            resources: [.copy("TelephoneMenu/Transcripts")]),
        tests(
            "SettingsTests",
            [
                "Settings", "Accounts", "Contracts", "Shell", "Telephony", "HTTP", "Mustache", "SQLite", "Crypto",
                "TestSite",
            ],
            resources: [.copy("Releases")]),
        tests(
            "EndToEndTests",
            [
                "hikari", "Settings", "Ordering", "Exchange", "ExchangeSimulator", "ExchangeInterface", "Accounts",
                "Contracts", "Shell",
                "Telephony", "HTTP", "SIP", "SQLite",
                "Transport", "TestPrograms", "TestSite",
            ]),
        tests("BrowserTests", ["hikari", "TestPrograms"]),
        // What the tree keeps to, beyond what the compiler sees.
        tests("ConventionTests", []),
    ],
    swiftLanguageModes: [.v6]
)
