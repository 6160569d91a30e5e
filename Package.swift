// swift-tools-version: 6.2
import PackageDescription

// The floors of the house, lowest first. A target imports only floors below its own and never a sibling;
// Tests/ArchitectureTests holds every `import` line against the same table, because SwiftPM does not.

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

// `make test` and continuous integration build with warnings as errors; a user's build is not broken by a newer compiler.
let warnings: [SwiftSetting] = Context.environment["NIGHTSHIFT_WERROR"] == nil ? [] : [.treatAllWarnings(as: .error)]
let settings = strict + warnings

let arguments: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")

func floor(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = [], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, resources: resources, swiftSettings: settings)
}

let package = Package(
  name: "nightshift",
  products: [
    .executable(name: "nightshift", targets: ["nightshift"]),
    .executable(name: "nightshift-demo", targets: ["DemoData"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
  ],
  targets: [
    // 0: the C libraries, as they are.
    // libpq by hand: loaded when a connection asks for it, not at every start.
    .target(name: "CLibPQ"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CLinux"),

    // 1: words and rules, no I/O.
    floor("Kernel", []),

    // 2: the edges of the operating system and of the wire.
    floor("Drivers", ["Kernel", "CLibPQ", "CZlib", "CLibCrypto", "CYAML", "CLinux"]),

    // 3: rooms that know nothing of each other.
    floor("Lake", ["Kernel", "Drivers"]),
    floor("Catalog", ["Kernel", "Drivers"]),
    floor("Scoring", ["Kernel"]),
    floor("Engines", ["Kernel", "Drivers"]),
    floor("Pipeline", ["Kernel", "Drivers"]),
    floor("State", ["Kernel", "Drivers", grdb, sqlite]),

    // 4: what a job is.
    floor("JobKit", ["Kernel", "Drivers", "Lake", "Scoring", "Engines", "Pipeline", "State"]),

    // 5: what is done, who does it, what is shown.
    floor("Jobs", ["Kernel", "Drivers", "Lake", "Catalog", "Scoring", "Engines", "Pipeline", "State", "JobKit"]),
    floor("Runner", ["Kernel", "Drivers", "Lake", "Catalog", "Pipeline", "State", "JobKit"]),
    floor("Reports", ["Kernel", "Scoring", "JobKit", mustache]),

    // 6 and 7: the command line.
    floor(
      "Commands",
      ["Kernel", "Drivers", "Lake", "Scoring", "Engines", "Pipeline", "State", "JobKit", "Jobs", "Runner", "Reports", arguments]),
    .executableTarget(name: "nightshift", dependencies: ["Drivers", "Commands"], swiftSettings: settings),

    // Beside the house: the demo's source application, and what tests share.
    .executableTarget(name: "DemoData", dependencies: ["Kernel", "Drivers", arguments], swiftSettings: settings),
    floor("TestSupport", ["Kernel", "Drivers"]),

    tests("LakeTests", ["Kernel", "Drivers", "Lake"]),
    tests("EndToEndTests", ["Kernel", "Drivers", "nightshift", "DemoData", grdb]),
    tests("RunnerTests", ["Kernel", "Drivers", "Lake", "Catalog", "Pipeline", "Scoring", "State", "JobKit", "Runner", grdb]),
    tests("ArchitectureTests", ["Kernel", "Drivers"]),
    tests("KernelTests", ["Kernel"]),
    tests("DriversTests", ["Kernel", "Drivers", "CZlib"]),
    tests("ScoringTests", ["Kernel", "Drivers", "Scoring"], resources: [.copy("Vectors/score-vectors.json")]),
    tests("PipelineTests", ["Kernel", "Drivers", "Pipeline"], exclude: ["Goldens"]),
    tests("CatalogTests", ["Kernel", "Drivers", "Catalog"]),
    tests("EnginesTests", ["Kernel", "Drivers", "Engines"]),
    tests("StateTests", ["Kernel", "Drivers", "State", grdb], exclude: ["Store/version1.sqlite"]),
    tests("JobsTests", ["Kernel", "Drivers", "Lake", "Catalog", "Scoring", "Engines", "Pipeline", "State", "JobKit", "Jobs"]),
    tests("ReportsTests", ["Kernel", "Scoring", "JobKit", "Reports"]),
    tests("CommandsTests", ["Kernel", "Pipeline", "State", "Runner", "Commands"]),
    tests("CronTests", ["Kernel", "Drivers", "Pipeline"]),
    tests("DemoDataTests", ["Kernel", "Drivers", "DemoData"]),
  ]
)
