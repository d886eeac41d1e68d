import Manifests
import Startup

/// A workload's pod with everything that is known of how it is to start.
public struct SurveyedPod: Sendable {
    /// Where it comes from.
    public var workload: Workload
    /// The pod; its namespace is filled in.
    public var pod: Pod
    /// The policies that are for it, the one that counts most first.
    public var policies: [StartupPolicy]
    /// What it declares, with what policies and Istio's switches add.
    public var declaration: Declaration
    /// How that is carried out; `nil` when it cannot be.
    public var plan: StartupPlan?
    /// How it stands to Istio's mesh.
    public var mesh: PodMesh
    /// The waits that somebody wrote by hand, in the order in which they run.
    public var writtenWaits: [WrittenWait]
    /// What is wrong or weak about it, from reading to planning.
    public var diagnostics: [Diagnostic]
}
