import Manifests

/// The objects of an installation, in the order in which they have to be created or deleted.
public enum Installation {
    /// All of them, for `kubectl apply -f -` in one go: first what others need, last the webhooks, so that no pod of
    /// the controller waits for itself.
    public static func objects(_ options: InstallOptions) -> [Value] {
        (options.createsNamespace ? [NamespaceObject.make(options)] : []) + PolicyDefinitions.make(options)
            + AccountObjects.make(options)
            + CertificateObjects.make(options) + [ServiceObject.make(options), DeploymentObject.make(options)]
            + [DisruptionBudgetObject.make(options)]
            + (options.hasNetworkPolicy ? [NetworkPolicyObject.make(options)] : [])
            + WebhookObjects.make(options)
    }

    /// What to delete, by name only: the webhooks first, so that no pod is held up by a controller that is gone. The
    /// CRDs, and with them every policy, only on demand.
    ///
    /// Whatever an installation with any options could have created is named: deleting what is not there does no harm
    /// (`--ignore-not-found`). cert-manager's kinds are named only with its option, for kubectl fails on unknown ones.
    public static func removal(_ options: InstallOptions, withPolicies: Bool) -> [Value] {
        var options = options
        options.hasNetworkPolicy = true
        let objects = objects(options).filter { $0["kind"]?.text != "Namespace" }
        let isDefinition = { (object: Value) in object["kind"]?.text == "CustomResourceDefinition" }
        let definitions = objects.filter(isDefinition)
        let rest = Array(objects.filter { !isDefinition($0) }.reversed())
        let ends = [
            reference("v1", "Secret", Labels.secret, options.namespace),
            reference("coordination.k8s.io/v1", "Lease", Labels.name, options.namespace),
        ]
        return rest.map(reference) + ends + (withPolicies ? definitions.map(reference) : [])
            // Another namespace may hold what is not ours.
            + (options.isOwnNamespace ? [reference("v1", "Namespace", options.namespace, nil)] : [])
    }

    private static func reference(_ object: Value) -> Value {
        reference(
            object["apiVersion"]?.text ?? "", object["kind"]?.text ?? "", object["metadata"]?["name"]?.text ?? "",
            object["metadata"]?["namespace"]?.text)
    }

    private static func reference(_ apiVersion: String, _ kind: String, _ name: String, _ namespace: String?) -> Value {
        .fields(
            ("apiVersion", .string(apiVersion)), ("kind", .string(kind)),
            (
                "metadata",
                .object([("name", .string(name)), ("namespace", namespace.map(Value.string))])
            ))
    }

    /// As one stream of YAML documents.
    public static func yaml(_ objects: [Value]) -> String {
        objects.map { "---\n" + ValueWriter.blockDocument($0, style: TextStyle()) }.joined()
    }

    /// As one JSON List.
    public static func json(_ objects: [Value]) -> String {
        let list = Value.fields(
            ("apiVersion", .string("v1")), ("kind", .string("List")), ("items", .sequence(objects)))
        return ValueWriter.json(list, step: 2, indent: 0, lineBreak: "\n") + "\n"
    }
}
