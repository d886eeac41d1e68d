// swift-tools-version: 6.2
import PackageDescription

// The command line links neither NIO nor TLS: it must build in minutes on a fresh machine and start in milliseconds.
// A new compiler's warnings must not break anyone's build, only ours: CI sets the variable.
let isStrict = Context.environment["HOLDFAST_WARNINGS_AS_ERRORS"] == "1"
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "holdfast",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "holdfast", targets: ["holdfast"]),
        // What the controller, a package of its own, is made of.
        .library(name: "Admission", targets: ["Admission"]),
        .library(name: "KubernetesAPI", targets: ["KubernetesAPI"]),
    ],
    dependencies: [
        .package(path: "Waiter"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    ],
    targets: [
        .target(name: "StartupGraph", swiftSettings: settings),
        .target(name: "Kubelet", swiftSettings: settings),
        // Without Foundation nobody else brings the functions that conversions of numbers call.
        .target(
            name: "Manifests", swiftSettings: settings,
            linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
        .target(
            name: "Startup",
            dependencies: ["StartupGraph", "Kubelet", "Manifests", .product(name: "Probing", package: "Waiter")],
            swiftSettings: settings),
        .target(name: "ShellScript", swiftSettings: settings),
        .target(
            name: "HandWritten",
            dependencies: ["ShellScript", "Manifests", "Startup", .product(name: "Probing", package: "Waiter")],
            swiftSettings: settings),
        .target(name: "Topology", dependencies: ["HandWritten"], swiftSettings: settings),
        .target(name: "Injection", dependencies: ["Startup"], swiftSettings: settings),
        .target(name: "KubernetesAPI", dependencies: ["Manifests"], swiftSettings: settings),
        .target(name: "Installation", dependencies: ["Admission"], swiftSettings: settings),
        .target(name: "Admission", dependencies: ["Injection"], swiftSettings: settings),
        .target(name: "Lint", dependencies: ["Topology", "Injection"], swiftSettings: settings),
        .target(name: "Migration", dependencies: ["Lint"], swiftSettings: settings),
        .target(name: "Planning", dependencies: ["Prediction"], swiftSettings: settings),
        .target(name: "LintOutput", dependencies: ["Lint", "Rendering"], swiftSettings: settings),
        .target(
            name: "Simulation", dependencies: [.product(name: "Probing", package: "Waiter")], swiftSettings: settings),
        .target(name: "Rendering", dependencies: ["Startup", "Simulation"], swiftSettings: settings),
        .target(name: "Prediction", dependencies: ["Topology", "Injection", "Rendering"], swiftSettings: settings),
        .target(name: "Scenario", dependencies: ["Prediction"], swiftSettings: settings),
        .executableTarget(name: "kubelet-scenarios", dependencies: ["Scenario"], swiftSettings: settings),
        .target(name: "CommandSupport", dependencies: ["Manifests"], swiftSettings: settings),
        .target(name: "CLocalRun"),
        .target(
            name: "LocalRun", dependencies: ["CLocalRun", "Injection", "Rendering"], swiftSettings: settings),
        .executableTarget(
            name: "holdfast",
            dependencies: [
                "CommandSupport", "Installation", "LintOutput", "LocalRun", "Migration", "Planning",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "benchmark-startup-graph", dependencies: ["StartupGraph"], path: "Benchmarks/StartupGraph",
            swiftSettings: settings),
        .executableTarget(
            name: "benchmark-simulation", dependencies: ["Simulation", "NaiveSimulation"],
            path: "Benchmarks/Simulation", swiftSettings: settings),
        .executableTarget(
            name: "benchmark-review", dependencies: ["Admission"], path: "Benchmarks/Review", swiftSettings: settings),
        // The fleet simulated the plain way, for the tests to agree with and the benchmark to beat.
        .target(
            name: "NaiveSimulation", dependencies: ["Simulation"], path: "Tests/NaiveSimulation",
            swiftSettings: settings),
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .testTarget(
            name: "StartupGraphTests", dependencies: ["StartupGraph", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "KubeletTests", dependencies: ["Kubelet", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ManifestsTests", dependencies: ["Manifests", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "StartupTests",
            dependencies: ["Startup", "Injection", "TestSupport", .product(name: "Probing", package: "Waiter")],
            swiftSettings: settings),
        .testTarget(
            name: "InjectionTests", dependencies: ["Injection", "TestSupport"], exclude: ["Golden"],
            swiftSettings: settings),
        .testTarget(
            name: "InstallationTests", dependencies: ["Installation", "TestSupport"], exclude: ["Golden", "Render"],
            swiftSettings: settings),
        .testTarget(
            name: "KubernetesAPITests", dependencies: ["KubernetesAPI", "Manifests", "TestSupport"],
            swiftSettings: settings),
        .testTarget(name: "AdmissionTests", dependencies: ["Admission", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "TopologyTests", dependencies: ["Topology", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "PlanningTests", dependencies: ["Migration", "Planning", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "MigrationTests", dependencies: ["Migration", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "LintTests", dependencies: ["Lint", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "ShellScriptTests", dependencies: ["ShellScript", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "HandWrittenTests", dependencies: ["HandWritten", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "LintOutputTests", dependencies: ["LintOutput"], exclude: ["Golden"], swiftSettings: settings),
        .testTarget(
            name: "SimulationTests", dependencies: ["Simulation", "NaiveSimulation", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "RenderingTests", dependencies: ["Rendering", "TestSupport"], exclude: ["Golden"],
            swiftSettings: settings),
        .testTarget(
            name: "PredictionTests", dependencies: ["Prediction", "TestSupport"], swiftSettings: settings),
        .testTarget(name: "CommandSupportTests", dependencies: ["CommandSupport"], swiftSettings: settings),
        .testTarget(name: "ScenarioTests", dependencies: ["Scenario"], swiftSettings: settings),
        .testTarget(name: "LocalRunTests", dependencies: ["LocalRun", "Scenario"], swiftSettings: settings),
    ]
)
