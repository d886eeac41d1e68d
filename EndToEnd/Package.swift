// swift-tools-version: 6.2
import PackageDescription

// A package of its own, because it needs a cluster and nothing of Holdfast's sources: it sees what a user sees,
// `holdfast` and `kubectl` as programs. So it builds in seconds and cannot test a thing by the thing itself.
let isStrict = Context.environment["HOLDFAST_WARNINGS_AS_ERRORS"] == "1"
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "EndToEnd",
    platforms: [.macOS(.v15)],
    targets: [
        // What was seen, and what it means: no process, no clock.
        .target(name: "Observing", swiftSettings: settings),
        // The manifests and programs that are run.
        .target(name: "Stories", swiftSettings: settings),
        // kubectl and holdfast as processes with deadlines, namespaces, a cluster's version.
        .target(name: "Driving", dependencies: ["Observing"], swiftSettings: settings),
        .testTarget(name: "ObservingTests", dependencies: ["Observing"], swiftSettings: settings),
        .testTarget(name: "EndToEndTests", dependencies: ["Driving", "Observing", "Stories"], swiftSettings: settings),
    ]
)
