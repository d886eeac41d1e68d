// swift-tools-version: 6.1
import PackageDescription

// The command line links neither NIO nor TLS: it must build in minutes on a fresh machine and start in milliseconds.
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)]

let package = Package(
    name: "holdfast",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "holdfast", targets: ["holdfast"])
    ],
    dependencies: [
        .package(path: "Waiter"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    ],
    targets: [
        .target(name: "StartupGraph", swiftSettings: settings),
        .testTarget(name: "StartupGraphTests", dependencies: ["StartupGraph"], swiftSettings: settings),
    ]
)
