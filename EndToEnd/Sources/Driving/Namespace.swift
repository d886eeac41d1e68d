import Foundation

/// A namespace of a test's own, gone at its end.
package enum Namespace {
    /// Makes `holdfast-e2e-NAME-…`, runs the test in it, and deletes it. Pods are deleted by force: the kubelet ends
    /// them all the same, and nobody has to wait for a minute until the namespace's controller is through. `waits` is for
    /// measurements of the API server, in whose way many deletions would be. The namespace stays with
    /// HOLDFAST_E2E_KEEP=1, to look into it.
    package static func with<Value>(
        _ name: String, _ kubectl: Kubectl, labels: [String] = [], waits: Bool = false,
        _ body: (Kubectl) async throws -> Value
    ) async throws -> Value {
        let full = "holdfast-e2e-\(name)-" + String(UInt32.random(in: 0..<0x100_0000), radix: 36)
        try await kubectl("create", "namespace", full)
        for label in labels + ["holdfast.dev/end-to-end=true"] {
            try await kubectl("label", "namespace", full, label, "--overwrite")
        }
        // Pods need it, and it is made a moment after the namespace.
        _ = await Deadline.poll(.seconds(20)) { try await kubectl.of(full)("get", "serviceaccount", "default") }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(kubectl.of(full)))
        } catch {
            result = .failure(error)
        }
        if ProcessInfo.processInfo.environment["HOLDFAST_E2E_KEEP"] != "1" {
            let own = kubectl.of(full)
            _ = try? await own("delete", "deployments", "--all", "--cascade=orphan", deadline: .seconds(60))
            _ = try? await own("delete", "replicasets", "--all", "--cascade=orphan", deadline: .seconds(60))
            _ = try? await own(
                "delete", "pods", "--all", "--grace-period=0", "--force", "--wait=false", deadline: .seconds(60))
            _ = try? await kubectl("delete", "namespace", full, "--wait=\(waits)", deadline: .seconds(120))
        }
        return try result.get()
    }
}
