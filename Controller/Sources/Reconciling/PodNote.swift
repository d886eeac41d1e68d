import KubernetesAPI
import Manifests

/// What the controller has to say of a pod: a warning in its Events, where `kubectl describe pod` shows it.
struct PodNote: Hashable, Sendable {
    var namespace: String
    var name: String
    /// `kubectl describe` shows only Events that name it.
    var uid: String
    /// What was done when it happened, one word.
    var action: String
    /// Why it is said, one word.
    var reason: String
    var text: String

    /// The API server's limit of `note` (pkg/apis/core/validation/events.go), bytes.
    private static let limit = 1024

    /// The Event (events.k8s.io/v1); one a pod and reason, whoever leads: its name is made of these.
    func event(by replica: String, at time: String) -> Value {
        .fields(
            ("apiVersion", .string(APIResource.events.apiVersion)), ("kind", .string("Event")),
            (
                "metadata",
                .fields(
                    ("name", .string("\(stem).\(uid.prefix(8)).\(reason.lowercased())")),
                    ("namespace", .string(namespace)))
            ),
            ("eventTime", .string(time)), ("reportingController", .string("holdfast.dev/controller")),
            ("reportingInstance", .string(String(replica.prefix(128)))), ("action", .string(action)),
            ("reason", .string(reason)), ("type", .string("Warning")), ("note", .string(shortened)),
            (
                "regarding",
                .fields(
                    ("apiVersion", .string("v1")), ("kind", .string("Pod")), ("name", .string(name)),
                    ("namespace", .string(namespace)), ("uid", .string(uid)))
            ))
    }

    /// The pod's name, short enough to leave room, and a part of a name still: it may not end with a dot or a dash.
    private var stem: String {
        var stem = name.prefix(200)
        while let last = stem.last, last == "." || last == "-" { stem.removeLast() }
        return String(stem)
    }

    private var shortened: String {
        guard text.utf8.count > PodNote.limit else { return text }
        var short = text
        while short.utf8.count > PodNote.limit - 3 { short.removeLast() }
        return short + "…"
    }
}
