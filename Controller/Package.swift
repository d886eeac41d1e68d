// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the command line never waits for NIO and TLS to build.
let isStrict = Context.environment["HOLDFAST_WARNINGS_AS_ERRORS"] == "1"
let settings: [SwiftSetting] = [.swiftLanguageMode(.v6)] + (isStrict ? [.treatAllWarnings(as: .error)] : [])

let package = Package(
    name: "holdfast-controller",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "holdfast-controller", targets: ["holdfast-controller"])
    ],
    dependencies: [
        .package(name: "holdfast", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
    ],
    targets: [
        .target(
            name: "PrometheusMetrics",
            dependencies: [.product(name: "CoreMetrics", package: "swift-metrics")], swiftSettings: settings),
        .target(
            name: "JSONLogging", dependencies: [.product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .target(
            name: "Authority",
            dependencies: [
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
            ], swiftSettings: settings),
        .target(
            name: "WebhookServer",
            dependencies: [
                "CAllocator",
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),
        .target(
            name: "ClusterConnection",
            dependencies: [
                .product(name: "KubernetesAPI", package: "holdfast"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ], swiftSettings: settings),
        .target(
            name: "Reconciling",
            dependencies: [
                "Authority",
                .product(name: "Admission", package: "holdfast"), .product(name: "KubernetesAPI", package: "holdfast"),
                .product(name: "Logging", package: "swift-log"), .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),
        // What only C can set.
        .target(name: "CAllocator"),
        // The server alone, for Benchmarks/Admission.
        .executableTarget(
            name: "benchmark-admission",
            dependencies: [
                "CAllocator", "JSONLogging", "PrometheusMetrics", "WebhookServer",
                .product(name: "Admission", package: "holdfast"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),
        .testTarget(
            name: "WebhookServerTests",
            dependencies: [
                "CAllocator",
                "PrometheusMetrics", "WebhookServer",
                .product(name: "Crypto", package: "swift-crypto"), .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "X509", package: "swift-certificates"),
            ], swiftSettings: settings),
        .testTarget(
            name: "PrometheusMetricsTests",
            dependencies: ["PrometheusMetrics", .product(name: "Metrics", package: "swift-metrics")],
            swiftSettings: settings),
        .testTarget(
            name: "JSONLoggingTests", dependencies: ["JSONLogging", .product(name: "Logging", package: "swift-log")],
            swiftSettings: settings),
        .executableTarget(
            name: "holdfast-controller",
            dependencies: [
                "Authority", "CAllocator", "ClusterConnection", "JSONLogging", "PrometheusMetrics", "Reconciling",
                "WebhookServer",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ], swiftSettings: settings),
        .testTarget(
            name: "AuthorityTests",
            dependencies: ["Authority", .product(name: "X509", package: "swift-certificates")], swiftSettings: settings),
        .testTarget(
            name: "ReconcilingTests",
            dependencies: [
                "Authority", "Reconciling", .product(name: "Admission", package: "holdfast"),
                .product(name: "KubernetesAPI", package: "holdfast"), .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: settings),
        .testTarget(
            name: "ClusterConnectionTests",
            dependencies: [
                "ClusterConnection", .product(name: "KubernetesAPI", package: "holdfast"),
                .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: settings),
    ]
)
