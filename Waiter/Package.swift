// swift-tools-version: 6.1
import PackageDescription

// A package of its own, because it is built in two ways: as ordinary Swift for tests and for `holdfast up`,
// and as Embedded Swift for pods. Its sources keep to what Embedded Swift allows.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)]

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
        .executableTarget(name: "waiter", dependencies: ["Probing", "CPosix"], swiftSettings: settings),
        .testTarget(name: "ProbingTests", dependencies: ["Probing"], swiftSettings: settings),
        .testTarget(name: "WaiterTests", dependencies: ["Probing", "waiter"], swiftSettings: settings),
    ]
)
