/// What is asked about one Kubernetes object: which object, and what must be true of it.
///
/// Where no condition is asked for, the object's kind decides:
/// - a Job when it is Complete, and never once it has Failed;
/// - a Pod when it is Ready, and never once its phase is Failed or Succeeded, unless an owner may make it anew;
/// - a Deployment, StatefulSet or DaemonSet when `kubectl rollout status` would end
///   (`polymorphichelpers/rollout_status.go` of k8s.io/kubectl): nothing is left of an older revision and all replicas
///   are there. With 0 replicas that is at once; a minimum rules it out. For the strategy `OnDelete`, of which
///   kubectl knows no status, all replicas must be ready, of whatever revision;
/// - a Service when so many addresses are in its Endpoints, 1 by default;
/// - any other object when it exists.
///
/// The pod's service account needs the verb `watch` on the resource, and nothing else; the rule may be narrowed to
/// the object with `resourceNames`, because the watch selects `metadata.name` (`requestinfo.go` of k8s.io/apiserver
/// takes the name from that field selector). A Role in the object's namespace is enough.
///
/// | target | apiGroups | resources | verbs |
/// |---|---|---|---|
/// | `job/NAME` | `batch` | `jobs` | `watch` |
/// | `pod/NAME` | `""` | `pods` | `watch` |
/// | `deployment/NAME` | `apps` | `deployments` | `watch` |
/// | `statefulset/NAME` | `apps` | `statefulsets` | `watch` |
/// | `daemonset/NAME` | `apps` | `daemonsets` | `watch` |
/// | `service/NAME` | `""` | `endpoints` | `watch` |
/// | `PLURAL.VERSION.GROUP/NAME` | `GROUP` | `PLURAL` | `watch` |
public struct KubeQuestion: Equatable, Sendable {
    enum Wanted: Equatable, Sendable {
        /// What the kind's own rules say; at least so many replicas or addresses.
        case ready(minimum: Int64)
        case condition(type: [UInt8], status: [UInt8])
        case json(HTTPExpectation.JSON)
    }

    let kind: KubeKind
    let plural: [UInt8]
    let version: [UInt8]
    /// Empty for the core group.
    let group: [UInt8]
    let name: [UInt8]
    /// `nil` for resources that belong to no namespace.
    private(set) var namespace: [UInt8]?
    /// Whether the object is in the pod's own namespace, which is known only in the pod.
    public private(set) var isInOwnNamespace = false
    let wanted: Wanted
    /// `job/migrate`, as it was written.
    let shown: String

    /// The resource as the API server has it, in the plural: `jobs`.
    public var resource: String { ASCII.string(plural) }
    /// The object's name.
    public var objectName: String { ASCII.string(name) }
    /// The object's namespace; `nil` when it has none, or is in the pod's own.
    public var objectNamespace: String? { isInOwnNamespace ? nil : namespace.map { ASCII.string($0) } }

    /// A question in the parts of a target's text.
    ///
    /// - Parameters:
    ///   - kindAndName: `KIND/NAME` with a kind of the table above, singular, plural or short as for `kubectl`, or
    ///     `PLURAL.VERSION.GROUP/NAME`, without group for the core group: `configmaps.v1/NAME`.
    ///   - namespace: the object's namespace; `nil` for resources that belong to none, such as `nodes.v1`.
    ///   - condition: `TYPE` or `TYPE=STATUS` in `status.conditions`, as for `kubectl wait --for=condition=…`; the
    ///     status is `True` where none is given.
    ///   - minimum: how many ready addresses a service, or available replicas a workload, must have at least.
    ///   - json: a value in the object that must be there.
    public init(
        kindAndName: String, namespace: String?, condition: String? = nil, minimum: Int? = nil,
        json: HTTPExpectation.JSON? = nil
    ) throws(UsageError) {
        let text = [UInt8](kindAndName.utf8)
        let quoted = ShownText.quoted(text[...])
        let parts = ASCII.split(text, at: 0x2F)
        guard parts.count == 2 else {
            throw UsageError("\(quoted) is not a kind and a name", cure: "write such as kube:job/migrate")
        }
        (kind, plural, version, group) = try Self.resource(parts[0])
        name = parts[1]
        guard KubeText.isName(name) else {
            throw UsageError(
                "\(quoted) does not end in a Kubernetes name",
                cure: "write the name as kubectl get shows it: lower case letters, digits, - and .")
        }
        if let namespace {
            let bytes = [UInt8](namespace.utf8)
            guard KubeText.isLabel(bytes[...]) else {
                throw UsageError(
                    "\(ShownText.quoted(bytes[...])) is not a Kubernetes namespace",
                    cure: "write the namespace as kubectl get namespaces shows it")
            }
            self.namespace = bytes
        } else {
            self.namespace = nil
        }
        if let minimum, minimum < 1 || condition != nil || json != nil || !kind.isCounted {
            throw UsageError(
                "min=\(Int64(minimum)) has no meaning for \(quoted)",
                cure: "use min=1 or more with a service, deployment, statefulset or daemonset, and without condition")
        }
        if let condition {
            guard json == nil else {
                throw UsageError("\(quoted) has both a condition and json", cure: "keep one of them")
            }
            wanted = try Self.condition([UInt8](condition.utf8), of: kind)
        } else if let json {
            wanted = .json(json)
        } else {
            wanted = .ready(minimum: Int64(minimum ?? (kind == .service ? 1 : 0)))
        }
        shown = ShownText.plain(text[...])
    }

    /// The same question about an object in the pod's own namespace, whatever that is.
    public func inOwnNamespace() -> KubeQuestion {
        var question = self
        question.isInOwnNamespace = true
        return question
    }

    /// Fills in the pod's own namespace; false where the text is not one.
    public mutating func settle(ownNamespace text: [UInt8]) -> Bool {
        let bytes = HTTPBytes.trim(text.prefix { $0 != 0x0A && $0 != 0x0D })
        guard KubeText.isLabel(bytes) else { return false }
        namespace = [UInt8](bytes)
        isInOwnNamespace = false
        return true
    }

    private static func resource(
        _ word: [UInt8]
    ) throws(UsageError) -> (kind: KubeKind, plural: [UInt8], version: [UInt8], group: [UInt8]) {
        if let kind = KubeKind.named(word) {
            return (kind, [UInt8](kind.plural.utf8), [0x76, 0x31], [UInt8](kind.group.utf8))
        }
        let quoted = ShownText.quoted(word[...])
        guard let dot = word.firstIndex(of: 0x2E) else {
            throw UsageError(
                "\(quoted) is not a kind that is known by itself",
                cure: """
                    use job, pod, deployment, statefulset, daemonset or service, or write PLURAL.VERSION.GROUP such as \
                    certificates.v1.cert-manager.io or configmaps.v1
                    """)
        }
        let plural = [UInt8](word[..<dot])
        let rest = word[(dot + 1)...]
        let end = rest.firstIndex(of: 0x2E) ?? rest.endIndex
        let version = [UInt8](rest[..<end])
        // kubectl ends the core group with a dot: configmaps.v1.
        let group = [UInt8](rest[end...].dropFirst())
        guard KubeText.isLabel(plural[...]), KubeText.isVersion(version), group.isEmpty || KubeText.isName(group) else {
            throw UsageError(
                "\(quoted) is not PLURAL.VERSION.GROUP",
                cure: "write such as certificates.v1.cert-manager.io or configmaps.v1; kubectl api-resources tells")
        }
        // The same resource by its long name gets the same rules.
        if let kind = KubeKind.named(plural), version == [0x76, 0x31], group.elementsEqual(kind.group.utf8) {
            return (kind, [UInt8](kind.plural.utf8), version, group)
        }
        return (.other, plural, version, group)
    }

    private static func condition(_ text: [UInt8], of kind: KubeKind) throws(UsageError) -> Wanted {
        let equals = text.firstIndex(of: 0x3D) ?? text.endIndex
        let type = [UInt8](text[..<equals])
        let given = text[equals...].dropFirst()
        var status: String?
        for known in ["True", "False", "Unknown"]
        where HTTPBytes.equalIgnoringCase(given, [UInt8](known.utf8)[...]) { status = known }
        if equals == text.endIndex { status = "True" }
        let quoted = ShownText.quoted(text[...])
        guard KubeText.isConditionType(type), let status else {
            throw UsageError(
                "\(quoted) is not a condition",
                cure: "write such as condition=Ready or condition=Ready=False")
        }
        if kind == .service {
            throw UsageError(
                "a service has no condition \(quoted)",
                cure: "leave it out: a service is ready when it has addresses")
        }
        // The usual words for a kind's own rules.
        let isOwn =
            kind == .job && KubeText.isSame(type, "Complete") || kind == .pod && KubeText.isSame(type, "Ready")
        if isOwn, status.utf8.first == 0x54 { return .ready(minimum: 0) }
        return .condition(type: type, status: [UInt8](status.utf8))
    }

    /// `jobs in batch/v1`, or `pods in v1`: the resource that is watched.
    var shownResource: String {
        Probing.text("\(ASCII.string(plural)) in \(group.isEmpty ? "" : ASCII.string(group))/\(ASCII.string(version))")
    }

    /// The path and query of the watch; every part was checked to need no more escapes than these.
    ///
    /// Without `resourceVersion` the server begins with the present state as ADDED events ("Get State and Start at
    /// Most Recent", Kubernetes API concepts, semantics for watch). With `0` it may begin with an arbitrarily old
    /// state: a Job that has since been made anew would still look complete.
    ///
    /// With bookmarks a server tells when that state is over (`k8s.io/initial-events-end`), and so that the object does
    /// not exist; older ones send the first after about a minute. They also keep an idle connection alive.
    func path(seconds: Int) -> String {
        let root = group.isEmpty ? "/api/" : Probing.text("/apis/\(ASCII.string(group))/")
        let space = namespace.map { Probing.text("/namespaces/\(ASCII.string($0))") } ?? ""
        return Probing.text(
            "\(root)\(ASCII.string(version))\(space)/\(ASCII.string(plural))?fieldSelector=metadata.name%3D\(ASCII.string(name))&watch=true&allowWatchBookmarks=true&timeoutSeconds=\(Int64(seconds))"
        )
    }
}

extension KubeKind {
    /// Whether ``KubeQuestion`` may ask for a minimum.
    var isCounted: Bool {
        switch self {
        case .service, .deployment, .statefulSet, .daemonSet: true
        case .job, .pod, .other: false
        }
    }
}
