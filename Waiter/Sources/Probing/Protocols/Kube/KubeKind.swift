/// What decides whether an object is ready where nothing else is asked.
enum KubeKind: CaseIterable, Sendable {
    case job
    case pod
    case deployment
    case statefulSet
    case daemonSet
    case service
    /// Any other resource is ready when it exists.
    case other

    /// What `kubectl` takes for it: singular, plural, short.
    var names: [String] {
        switch self {
        case .job: ["job", "jobs"]
        case .pod: ["pod", "pods", "po"]
        case .deployment: ["deployment", "deployments", "deploy"]
        case .statefulSet: ["statefulset", "statefulsets", "sts"]
        case .daemonSet: ["daemonset", "daemonsets", "ds"]
        case .service: ["service", "services", "svc"]
        case .other: []
        }
    }

    /// The group of its API; empty for the core group.
    var group: String {
        switch self {
        case .job: "batch"
        case .deployment, .statefulSet, .daemonSet: "apps"
        case .pod, .service, .other: ""
        }
    }

    /// The resource that is watched for it, in version `v1`.
    ///
    /// A service has no status of its own. Endpoints rather than EndpointSlices: one object bears the service's name,
    /// so that one watch and one RBAC rule for that name are enough; any number of slices have made-up names. Every
    /// version serves Endpoints. They are deprecated from 1.33 (KEP-4974), which brings a `Warning` header and
    /// nothing else.
    var plural: String {
        switch self {
        case .job: "jobs"
        case .pod: "pods"
        case .deployment: "deployments"
        case .statefulSet: "statefulsets"
        case .daemonSet: "daemonsets"
        case .service: "endpoints"
        case .other: ""
        }
    }

    /// The kind that a word names: `job`, `jobs`, or `job.batch` as `kubectl get --output=name` writes it.
    static func named(_ word: [UInt8]) -> KubeKind? {
        for kind in allCases {
            for name in kind.names {
                guard word.starts(with: name.utf8) else { continue }
                let rest = word.dropFirst(name.utf8.count)
                if rest.isEmpty { return kind }
                if !kind.group.utf8.isEmpty, rest.first == 0x2E, rest.dropFirst().elementsEqual(kind.group.utf8) {
                    return kind
                }
            }
        }
        return nil
    }
}
