import Manifests
import Startup

/// What was done to one workload, for those who ask.
public struct InjectedPod: Sendable {
    /// The workload as it was read.
    public var workload: Workload
    /// What was decided, and why.
    public var plan: StartupPlan
    /// Containers that policies brought in.
    public var templates: [String]
    /// Whether the manifest was changed: a plan that the manifest's own order assures changes nothing.
    public var isChanged: Bool
    /// Whether the text had to be written anew.
    public var isRewritten = false
}
