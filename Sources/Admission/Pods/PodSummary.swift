import Injection
import Manifests
import Startup

/// What of a running pod says whether it was admitted by Holdfast, and should have been.
public struct PodSummary: Sendable {
    /// Its namespace.
    public var namespace: String
    /// Its name.
    public var name: String
    /// Tells it from others that had its name; empty before it was created.
    public var uid: String
    /// Its labels.
    public var labels: [String: String]
    /// The names of its containers, init containers first.
    public var containers: [String]
    /// Whether it carries `holdfast.dev/status`.
    public var isHeld: Bool
    /// Whether its own annotations declare start-up.
    public var declares: Bool
    /// Whether it wants to be left alone, by annotation or by label.
    public var isOptedOut: Bool
    /// Whether there is still something to say about it: it neither ended nor is ending, and came through the API
    /// server (a static pod's mirror is made when it runs already).
    public var isLive: Bool

    /// Reads a pod, or its metadata alone; then it has no containers. `nil` when it has no name.
    public init?(_ pod: Value) {
        guard let metadata = pod["metadata"], let name = metadata["name"]?.text else { return nil }
        self.name = name
        namespace = metadata["namespace"]?.text ?? ""
        uid = metadata["uid"]?.text ?? ""
        labels = metadata["labels"]?.texts ?? [:]
        containers = ["initContainers", "containers"].flatMap { list -> [String] in
            guard case .sequence(let items)? = pod["spec"]?[list] else { return [] }
            return items.compactMap { $0["name"]?.text }
        }
        var keys: Set<String> = []
        var word: String?
        if case .mapping(let fields)? = metadata["annotations"] {
            for field in fields {
                keys.insert(field.key)
                if field.key == OwnAnnotation.optOut { word = field.value.text }
            }
        }
        isHeld = keys.contains(InjectionStatus.annotation)
        declares = keys.contains { OwnAnnotation.declares($0) && $0 != OwnAnnotation.optOut }
        isOptedOut = word == "false" || labels[OwnAnnotation.optOut] == "false"
        let phase = pod["status"]?["phase"]?.text
        isLive =
            phase != "Succeeded" && phase != "Failed" && metadata["deletionTimestamp"]?.text == nil
            && !keys.contains("kubernetes.io/config.mirror")
    }

    /// Whether a policy is for it.
    public func isSelected(by policy: StartupPolicy) -> Bool {
        (policy.namespace == nil || policy.namespace == namespace) && policy.selector.matches(labels)
    }
}
