import Manifests
import Startup

/// Reads a policy and what can be wrong with it before any pod is known.
enum PolicyCheck {
    /// The policy, and what is wrong with it; with an error among that it does not count.
    static func read(_ object: KubernetesObject) -> (policy: StartupPolicy?, diagnostics: [Diagnostic]) {
        var (policies, diagnostics) = PolicyReader.read([object])
        guard let policy = policies.first else { return (nil, diagnostics) }
        if let cycle = policy.cycle { diagnostics.append(cycle) }
        return (policy, diagnostics)
    }
}
