import Manifests
import Startup

/// A pod whose plan is carried out: the same containers, with what holds them.
public struct HeldPod: Sendable {
    /// The pod as it is to be started.
    public var pod: Pod
    /// The init container that waits for targets, if there is one.
    public var waitContainer: String?
    /// Containers that run through the waiter, and what they wait for first.
    public var wrapped: [String: [String]]
    /// What is worth knowing.
    public var diagnostics: [Diagnostic]
}
