// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

/// Everywhere but in the wrappers of C libraries.
let memorySafe: [SwiftSetting] = house + [.strictMemorySafety()]

func systemModule(_ name: String, pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: memorySafe)
}

/// Arithmetic over every example and every byte: optimised in debug builds too, or each test would wait for it.
func optimised(_ name: String) -> Target {
    .target(
        name: name, swiftSettings: memorySafe + [.unsafeFlags(["-O"], .when(configuration: .debug))])
}

func wrapper(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies + ["TestSupport"], resources: resources, swiftSettings: house)
}

/// What `scripts/fuzz` builds of `FuzzTargets`; it needs libFuzzer, so no other build sees it.
let fuzzing: [Target] =
    Context.environment["FUZZ"] == nil
    ? []
    : [
        .systemLibrary(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
        .executableTarget(
            name: "fuzz", dependencies: ["CFuzzer", "FuzzTargets"], path: "Tests/Fuzz/Driver", swiftSettings: house),
    ]

let package = Package(
    name: "support-server",
    targets: [
        systemModule("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        systemModule("CPCRE2", pkgConfig: "libpcre2-8", apt: "libpcre2-dev"),
        systemModule("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        systemModule("CCommonMark", pkgConfig: "libcmark", apt: "libcmark-dev"),
        systemModule("CSodium", pkgConfig: "libsodium", apt: "libsodium-dev"),
        systemModule("CUV", pkgConfig: "libuv", apt: "libuv1-dev"),
        systemModule("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),

        wrapper("SQLite", ["CSQLite"]),
        wrapper("PCRE", ["CPCRE2"]),
        wrapper("YAML", ["CYAML"]),
        wrapper("CommonMark", ["CCommonMark"]),
        wrapper("Sodium", ["CSodium"]),
        wrapper("WebServer", ["CUV"]),
        wrapper("Gzip", ["CZlib"]),

        module("BotFlow"),
        module("JSON"),
        optimised("Patterns"),
        optimised("Ranker"),
        module("FAQ", ["Patterns", "Ranker", "PCRE", "YAML", "CommonMark", "JSON"]),
        module("AgentDesk", ["BotFlow"]),
        module("Switchboard", ["AgentDesk", "BotFlow", "FAQ", "JSON"]),
        module("Storage", ["SQLite", "Switchboard", "AgentDesk", "BotFlow", "JSON"]),
        module("WebAPI", ["WebServer", "Switchboard", "AgentDesk", "BotFlow", "FAQ", "JSON", "Sodium"]),
        module("WebClient", ["WebServer"]),
        module("Simulation", ["WebClient", "WebServer", "JSON"]),
        .executableTarget(
            name: "support-server",
            dependencies: [
                "WebAPI", "WebServer", "Storage", "Switchboard", "AgentDesk", "BotFlow", "FAQ", "JSON", "Sodium",
                "Gzip", "SQLite", "PCRE", "Simulation",
            ],
            exclude: ["Types"],
            resources: [.embedInCode("Web")],
            swiftSettings: memorySafe),

        .executableTarget(
            name: "measure",
            dependencies: [
                "Storage", "Switchboard", "AgentDesk", "BotFlow", "FAQ", "Patterns", "Ranker", "PCRE", "JSON",
            ],
            path: "bench/Measure", swiftSettings: house),

        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: house),
        .target(
            name: "SwitchboardTestSupport", dependencies: ["Switchboard", "AgentDesk", "BotFlow"],
            path: "Tests/SwitchboardTestSupport", swiftSettings: house),
        .target(
            name: "FuzzTargets", dependencies: ["FAQ", "Patterns", "PCRE", "WebAPI", "WebServer", "TestSupport"],
            path: "Tests/Fuzz/Targets", swiftSettings: house),
        tests("FuzzTests", ["FuzzTargets"]),
        tests("SQLiteTests", ["SQLite"]),
        tests("SodiumTests", ["Sodium"]),
        tests("PCRETests", ["PCRE"]),
        tests("YAMLTests", ["YAML"]),
        tests("CommonMarkTests", ["CommonMark"]),
        tests("JSONTests", ["JSON"]),
        tests("BotFlowTests", ["BotFlow"], resources: [.copy("Transcripts")]),
        tests("PatternsTests", ["Patterns", "PCRE"]),
        tests("RankerTests", ["Ranker"]),
        tests("FAQTests", ["FAQ", "Patterns", "Ranker", "PCRE", "YAML", "CommonMark"], resources: [.copy("Cases")]),
        tests("AgentDeskTests", ["AgentDesk", "BotFlow"]),
        tests(
            "SwitchboardTests",
            ["SwitchboardTestSupport", "Switchboard", "Storage", "SQLite", "AgentDesk", "BotFlow", "FAQ"]),
        tests(
            "ScheduleTests",
            ["SwitchboardTestSupport", "WebAPI", "Storage", "SQLite", "Switchboard", "AgentDesk", "BotFlow"]),
        tests(
            "StorageTests", ["Storage", "SQLite", "Switchboard", "AgentDesk", "BotFlow"],
            resources: [.copy("Stored")]),
        tests("WebServerTests", ["WebServer"]),
        tests("WebClientTests", ["WebClient", "WebServer"]),
        tests("SimulationTests", ["Simulation"]),
        tests("GzipTests", ["Gzip"]),
        tests(
            "WebAPITests",
            [
                "WebAPI", "WebServer", "WebClient", "Storage", "Switchboard", "AgentDesk", "BotFlow", "FAQ", "JSON",
                "Sodium",
            ]),
        tests(
            "SupportServerTests",
            [
                "support-server", "WebAPI", "WebServer", "Switchboard", "AgentDesk", "BotFlow", "FAQ", "SQLite",
                "Storage",
            ]),
    ] + fuzzing,
    swiftLanguageModes: [.v6]
)
