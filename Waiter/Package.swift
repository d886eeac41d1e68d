// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because it is built in two ways: as ordinary Swift for tests and for `holdfast up`,
// and as Embedded Swift for pods. Its sources keep to what Embedded Swift allows.
// A new compiler's warnings must not break anyone's build, only ours: CI sets the variable.
let isStrict = Context.environment["HOLDFAST_WARNINGS_AS_ERRORS"] == "1"
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "Waiter",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "waiter", targets: ["waiter"]),
        .library(name: "Probing", targets: ["Probing"]),
    ],
    targets: [
        .target(name: "Probing", swiftSettings: settings),
        .target(name: "CPosix"),
        // Without mbedTLS here: it says that this build has no TLS. Scripts/build-waiter.sh builds the one that has.
        .target(name: "CTLS"),
        .executableTarget(name: "waiter", dependencies: ["Probing", "CPosix", "CTLS"], swiftSettings: settings),
        // A benchmark: nothing that is shipped depends on it.
        .executableTarget(name: "schedule-curve", dependencies: ["Probing"], swiftSettings: settings),
        .testTarget(name: "ProbingTests", dependencies: ["Probing"], swiftSettings: settings),
        .testTarget(name: "WaiterTests", dependencies: ["Probing", "waiter"], swiftSettings: settings),
    ]
)
