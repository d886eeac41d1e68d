import Manifests

/// Why kubectl had no answer.
enum KubectlError: Error {
    /// There is no kubectl.
    case absent
    /// It ended with a failure; in its own words.
    case failed(String)
    /// What it printed cannot be read.
    case unreadable(String)

    /// For the user.
    var diagnostic: Diagnostic {
        switch self {
        case .absent:
            Diagnostic(.error, "there is no kubectl on PATH", cure: "install it: holdfast reaches clusters through it")
        case .failed(let message):
            Diagnostic(
                .error, message.isEmpty ? "kubectl failed and did not say why" : message,
                cure: "kubectl has to reach the cluster: check --kubeconfig, --context or KUBECONFIG")
        case .unreadable(let message): Diagnostic(.error, "what kubectl printed cannot be read: \(message)")
        }
    }
}
