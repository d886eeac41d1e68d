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
    /// What is assured if the dependency never comes, in a few words.
    public var guarantee: String {
        let isWaiter = strategy == .initContainer || strategy == .wrap || hook == .waiter
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
