import Manifests

/// The controller's namespace.
enum NamespaceObject {
    /// With the strictest Pod Security level (pod-security.kubernetes.io, 1.23), which older versions pass over, and out
    /// of Holdfast's own reach: a controller that has to be asked about its own pods never starts.
    static func make(_ options: InstallOptions) -> Value {
        let levels = ["enforce", "audit", "warn"].map {
            ("pod-security.kubernetes.io/\($0)", Value.string("restricted"))
        }
        return .fields(
            ("apiVersion", .string("v1")), ("kind", .string("Namespace")),
            (
                "metadata",
                Labels.clusterWide(
                    options, name: options.namespace, more: levels + [(Labels.admission, .string("disabled"))])
            ))
    }
}
