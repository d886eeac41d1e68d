import ArgumentParser
import Installation

extension InstallOptions.FailurePolicy: ExpressibleByArgument {}

/// Which pods the controller is asked about, and what happens when it does not answer.
struct InstallAdmissionOptions: ParsableArguments {
    @Option(help: "What happens to a pod when the controller does not answer.")
    var failurePolicy = InstallOptions.FailurePolicy.ignore

    @Option(help: "How long the API server waits for an answer, 1 to 30.")
    var timeoutSeconds = 5

    @Option(help: "A namespace to leave alone (repeatable).")
    var excludeNamespace: [String] = []

    @Option(help: "A revision of Istio whose ConfigMap istio-REVISION counts too (repeatable).")
    var istioRevision: [String] = []

    func fill(_ options: inout InstallOptions) throws {
        options.failurePolicy = failurePolicy
        options.timeoutSeconds = timeoutSeconds
        options.excludedNamespaces = excludeNamespace
        options.istioRevisions = istioRevision
    }
}
