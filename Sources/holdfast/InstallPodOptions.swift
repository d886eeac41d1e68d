import ArgumentParser
import Installation

/// How the controller runs.
struct InstallPodOptions: ParsableArguments {
    @Option(help: "The controller's image.")
    var image = InstallOptions().image

    @Option(help: "The waiter's image, which pods get.")
    var waiterImage = InstallOptions().waiterImage

    @Option(help: "IfNotPresent, Always or Never.")
    var imagePullPolicy = InstallOptions().pullPolicy

    @Option(help: "A Secret for pulling the controller's image (repeatable).")
    var imagePullSecret: [String] = []

    @Option(help: "How many controllers; all of them answer.")
    var replicas = 2

    @Option(help: "What a controller is promised: RESOURCE=QUANTITY,…")
    var requests = "cpu=50m,memory=64Mi"

    @Option(help: "What it may take at most: RESOURCE=QUANTITY,…")
    var limits = "memory=256Mi"

    @Option(help: "trace, debug, info, warning or error.")
    var logLevel = "info"

    @Option(help: "How long an ending controller still answers.")
    var drainSeconds = 10

    @Option(help: "A priority class, such as system-cluster-critical.")
    var priorityClass: String?

    @Option(help: "A label that nodes must have: KEY=VALUE (repeatable).")
    var nodeSelector: [String] = []

    @Option(help: "A taint to put up with: KEY[=VALUE][:EFFECT] (repeatable).")
    var toleration: [String] = []

    @Flag(help: "Invite Prometheus by annotations.")
    var metricsAnnotations = false

    @Flag(inversion: .prefixedNo, help: "Restrict by a NetworkPolicy whom the controller talks to.")
    var networkPolicy = true

    @Option(help: "The API server's port behind its Service, for the NetworkPolicy (repeatable; default: 443, 6443).")
    var apiServerPort: [Int] = []

    @Flag(inversion: .prefixedNo, help: "Make the namespace, restricted; not for one that others use.")
    var createNamespace = true

    func fill(_ options: inout InstallOptions) throws {
        options.image = image
        options.waiterImage = waiterImage
        guard ["IfNotPresent", "Always", "Never"].contains(imagePullPolicy) else {
            throw ValidationError("--image-pull-policy \(imagePullPolicy): write IfNotPresent, Always or Never")
        }
        options.pullPolicy = imagePullPolicy
        options.pullSecrets = imagePullSecret
        options.replicas = replicas
        options.requests = try pairs("--requests", requests.split(separator: ",").map(String.init))
        options.limits = try pairs("--limits", limits.split(separator: ",").map(String.init))
        guard ["trace", "debug", "info", "warning", "error"].contains(logLevel) else {
            throw ValidationError("--log-level \(logLevel): write trace, debug, info, warning or error")
        }
        options.logLevel = logLevel
        options.drainSeconds = drainSeconds
        options.priorityClass = priorityClass
        options.nodeSelector = try pairs("--node-selector", nodeSelector)
        options.tolerations = try toleration.map(readToleration)
        options.hasMetricsAnnotations = metricsAnnotations
        options.hasNetworkPolicy = networkPolicy
        if !apiServerPort.isEmpty { options.apiServerPorts = apiServerPort }
        options.createsNamespace = createNamespace
    }

    private func pairs(_ option: String, _ texts: [String]) throws -> [String: String] {
        var pairs: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw ValidationError("\(option) \(text): write KEY=VALUE")
            }
            pairs[parts[0]] = parts[1]
        }
        return pairs
    }

    private func readToleration(_ text: String) throws -> InstallOptions.Toleration {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"]
        guard let first = parts.first, parts.count <= 2, parts.count == 1 || effects.contains(parts[1]) else {
            throw ValidationError(
                "--toleration \(text): write KEY[=VALUE][:EFFECT], such as dedicated=infra:NoSchedule")
        }
        let words = first.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return .init(
            key: words.first ?? "", value: words.count == 2 ? words[1] : nil, effect: parts.count == 2 ? parts[1] : nil)
    }
}
