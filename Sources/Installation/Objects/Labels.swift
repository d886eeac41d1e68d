import Admission
import Manifests

/// Names and labels that all objects of an installation share.
enum Labels {
    /// What everything but the Secret and the CRDs is called.
    static let name = "holdfast-controller"
    /// The Secret with the CA and the webhook's certificate.
    static let secret = "holdfast-webhook-tls"
    /// A namespace's label that keeps Holdfast out, with the value `disabled`.
    static let admission = AdmissionSettings.optOutLabel
    /// A pod's label that keeps Holdfast out, with the value `false`.
    static let inject = "holdfast.dev/inject"

    /// What selects the controller's pods: never anything that changes, for selectors cannot be changed.
    static let selector = Value.fields(("app.kubernetes.io/name", .string(name)))

    /// The labels of an object.
    static func all(_ options: InstallOptions) -> Value {
        .fields(
            ("app.kubernetes.io/name", .string(name)), ("app.kubernetes.io/part-of", .string("holdfast")),
            ("app.kubernetes.io/managed-by", .string(options.managedBy)),
            ("app.kubernetes.io/version", .string(options.appVersion)))
    }

    /// `metadata` of an object that belongs to no namespace.
    static func clusterWide(
        _ options: InstallOptions, name: String = name, annotations: Value? = nil, more: [(String, Value)] = []
    ) -> Value {
        .object([
            ("name", .string(name)), ("labels", all(options).with(more)), ("annotations", annotations),
        ])
    }

    /// `metadata` of an object in the controller's namespace.
    static func own(_ options: InstallOptions, name: String = name, annotations: Value? = nil) -> Value {
        .object([
            ("name", .string(name)), ("namespace", .string(options.namespace)), ("labels", all(options)),
            ("annotations", annotations),
        ])
    }
}
