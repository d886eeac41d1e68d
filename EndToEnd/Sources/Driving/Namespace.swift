import Foundation

/// A namespace of a test's own, gone at its end.
package enum Namespace {
    /// Makes `holdfast-e2e-NAME-…`, runs the test in it, and deletes it and waits for that: what is left of one
    /// measurement would be in the next one's way. It stays with HOLDFAST_E2E_KEEP=1, to look into it.
    package static func with<Value>(
        _ name: String, _ kubectl: Kubectl, labels: [String] = [], _ body: (Kubectl) async throws -> Value
    ) async throws -> Value {
        let full = "holdfast-e2e-\(name)-" + String(UInt32.random(in: 0..<0x100_0000), radix: 36)
        try await kubectl("create", "namespace", full)
        for label in labels + ["holdfast.dev/end-to-end=true"] { try await kubectl("label", "namespace", full, label) }
        // Pods need it, and it is made a moment after the namespace.
        _ = await Deadline.poll(.seconds(20)) { try await kubectl.of(full)("get", "serviceaccount", "default") }
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(kubectl.of(full)))
        } catch {
            result = .failure(error)
        }
        if ProcessInfo.processInfo.environment["HOLDFAST_E2E_KEEP"] != "1" {
            _ = try? await kubectl("delete", "namespace", full, "--wait=true", deadline: .seconds(120))
        }
        return try result.get()
    }
}
