import Manifests
import Probing
import Startup

/// What was done to one workload, for those who ask. It keeps nothing of the manifest alive: there may be thousands.
public struct InjectedPod: Sendable {
    /// Such as `deployment/shop`.
    public var title: String
    /// Where the workload begins.
    public var place: Place
    /// What was decided, and why.
    public var holds: [Hold]
    /// The mechanism that was asked for.
    public var strategy: Strategy
    /// How long what says nothing itself is waited for, in milliseconds.
    public var timeout: Milliseconds
    /// What happens then; `nil` leaves it to the strategy.
    public var onTimeout: OnTimeout?
    /// Containers that policies brought in.
    public var templates: [String]
    /// Whether the manifest was changed: a plan that the manifest's own order assures changes nothing.
    public var isChanged = false
    /// Whether the text had to be written anew.
    public var isRewritten = false

    init(_ plan: StartupPlan, _ workload: Workload, templates: [String]) {
        title = workload.title
        place = Place(workload.node)
        holds = plan.holds
        strategy = plan.declaration.strategy
        timeout = plan.declaration.timeout
        onTimeout = plan.declaration.onTimeout
        self.templates = templates
    }
}
