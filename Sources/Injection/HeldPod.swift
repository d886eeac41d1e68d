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
    /// Containers of the manifest in whose file system the waiter has to be: commands, hooks or probes of theirs run it.
    public var usesWaiter: Set<String> = []
    /// Containers of the manifest that write into the state directory, or read what others write.
    public var usesState: Set<String> = []
    /// Annotations to set on the pod template, with their whole values.
    public var annotations: [String: String] = [:]
    /// What `kubectl.kubernetes.io/default-container` has to say so that kubectl takes the container that it took
    /// before; `nil` when nothing needs to be said.
    public var defaultContainer: String?
}
