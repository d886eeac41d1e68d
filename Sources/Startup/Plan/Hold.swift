import Probing
import StartupGraph

/// One dependency and the mechanism that assures it.
public struct Hold: Sendable {
    /// The container that is held.
    public var dependent: String
    /// What it needs.
    public var dependency: StartupNode
    /// What that must have reached.
    public var condition: Condition
    /// The mechanism.
    public var strategy: Strategy
    /// Why this one, in a few words.
    public var reason: String
    /// What the dependency's postStart hook does; `nil` when the hold needs none.
    public var hook: HookForm?
    /// How long it is waited for before everything goes on, in milliseconds, where that is wanted (`proceed`).
    public var proceedsAfter: Milliseconds?
    /// How sure it is that the dependent is held.
    public var assurance: Assurance {
        if proceedsAfter != nil, isWaiter { return .open }
        return switch (strategy, hook) {
        case (.hook, .sleep?), (.hook, .waiterDelay?): .none
        case (.hook, _): .open
        default: .closed
        }
    }

    private var isWaiter: Bool { strategy == .initContainer || strategy == .wrap || hook == .waiter }

    /// What is assured if the dependency never comes, in a few words.
    public var guarantee: String {
        if let time = proceedsAfter, isWaiter {
            return "open after \(TimeWord.text(time)): what waits goes on then (on-timeout: proceed)"
        }
        return switch (strategy, hook) {
        case (.hook, .pilotAgent?), (.hook, .istioSwitch?):
            "open: when pilot-agent gives up everything is let through; linear order"
        case (.hook, .own?): "open if the container's own hook gives up or does not wait; linear order"
        case (.hook, .sleep?), (.hook, .waiterDelay?): "none: a time passes, whether it is ready or not; linear order"
        default: Hold.guarantee(of: strategy)
        }
    }

    /// What a stronger guarantee would need; empty when there is none.
    public var stronger: String {
        if proceedsAfter != nil, isWaiter { return "drop on-timeout: proceed, and nothing is let through" }
        guard strategy == .hook else { return "" }
        return switch hook {
        case .pilotAgent?, .istioSwitch?: "strategy wrap, or the proxy as a native sidecar (Kubernetes 1.29)"
        case .own?: "strategy wrap, which needs the dependent's command in the manifest, and a ready: of its own"
        case .sleep?, .waiterDelay?: "a target to wait for in the place of the delay"
        default: "Kubernetes 1.29 for a native sidecar, or the dependent's command in the manifest for wrap"
        }
    }

    /// Where it was declared.
    public var place: Place

    /// Section 3 of the design, in a line each.
    static func guarantee(of strategy: Strategy) -> String {
        switch strategy {
        case .auto: ""
        case .initContainer: "closed: no regular container starts before it holds"
        case .sidecar: "closed: no regular container starts before it holds; linear order"
        case .wrap: "closed: the command is not run before it holds; others start meanwhile"
        case .hook: "open if its container crashes or the hook is killed, so it blocks; linear order"
        case .gate: "closed: the pod is not scheduled before it holds"
        case .native: "as the kubelet orders init containers"
        }
    }
}
