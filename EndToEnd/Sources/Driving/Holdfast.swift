import Foundation
import Observing

/// `holdfast` as a process.
package struct Holdfast: Sendable {
    package var program: Program
    /// The cluster's version, which decides what may be injected.
    package var version: ServerVersion
    package var waiterImage: String

    package init(_ program: Program, version: ServerVersion, waiterImage: String) {
        self.program = program
        self.version = version
        self.waiterImage = waiterImage
    }

    /// The manifests with their order built in.
    package func inject(
        _ manifests: String, strategy: String? = nil, policy: String? = nil, namespace: String? = nil
    ) async throws -> String {
        var words = ["inject", "--kubernetes-version", version.description, "--waiter-image", waiterImage]
        if let strategy { words += ["--strategy", strategy] }
        if let namespace { words += ["--namespace", namespace] }
        // Policies come from a file of their own: were they among the manifests, kubectl would be given them, too.
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("policy-\(UUID().uuidString).yaml")
        defer { try? FileManager.default.removeItem(at: file) }
        if let policy {
            try Data(policy.utf8).write(to: file)
            words += ["--policy", file.path]
        }
        return try await program.run(words + ["-f", "-"], input: manifests, deadline: .seconds(30))
    }
}
