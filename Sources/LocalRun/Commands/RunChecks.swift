import Manifests
import Startup

/// What cannot be run here, said before anything is started.
enum RunChecks {
    /// Errors about what a container lacks, warnings about what will be different here.
    static func check(_ pod: Pod, environment: [String]) -> [Diagnostic] {
        var diagnostics: [Diagnostic] = []
        for container in pod.all {
            if container.command.isEmpty {
                diagnostics.append(
                    Diagnostic(
                        .error, "container \"\(container.name)\" has no command, and images are not pulled here",
                        cure: "write the image's ENTRYPOINT as its command, or leave the pod out with --only",
                        at: container.node))
            }
            for variable in container.environment where variable.value == nil && !environment.contains(variable.name) {
                guard variable.node["valueFrom"]?["fieldRef"] == nil else { continue }
                diagnostics.append(
                    Diagnostic(
                        .warning,
                        "\(variable.name) of \"\(container.name)\" comes from the cluster and is not set here",
                        cure: "give it with --env \(variable.name)=VALUE", at: variable.node))
            }
        }
        return diagnostics
    }
}
