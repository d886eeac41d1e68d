import Manifests
import Startup

/// All manifests of a call, read as far as anything can be known of them: pods with their plans, Services, the mesh.
public struct Survey: Sendable {
    /// The pods, in the order of the files. Those that have no containers, or cannot be read, are left out.
    public private(set) var pods: [SurveyedPod] = []
    /// The Services, in the order of the files.
    public private(set) var services: [ServiceObject] = []
    /// Everything that has no pod template, Services included.
    public private(set) var objects: [KubernetesObject]
    /// What the manifests say about Istio.
    public private(set) var mesh: IstioMesh
    /// Every policy: those of the call, then those among the manifests.
    private let policies: [StartupPolicy]
    /// What the call says besides.
    public let settings: SurveySettings
    /// What could not be read at all: files, documents, policies, the mesh's configuration.
    public private(set) var diagnostics: [Diagnostic]
    /// Positions in ``services``, by name.
    private var serviceIndex: [ServiceName: Int] = [:]
    /// Positions in ``pods``, by namespace.
    private var podIndex: [String: [Int]] = [:]
    /// Positions in ``pods``, by each of their labels: each Service would have to look at every pod otherwise.
    private var labelIndex: [PodLabel: [Int]] = [:]
    /// The namespaces whose pods get Linkerd's proxy, as their manifests have it.
    public private(set) var linkerdNamespaces: Set<String> = []

    /// Reads what the manifests declare and plans it.
    public init(_ set: ManifestSet, _ settings: SurveySettings = SurveySettings()) {
        self.init(objects: set.objects, diagnostics: set.diagnostics, settings)
        let surveyor = surveyor
        add(set.workloads.map(surveyor.read))
    }

    /// The same of texts, on all cores: files, and the parts of large ones, are read side by side.
    public static func read(_ sources: [Source], _ settings: SurveySettings = SurveySettings()) async -> Survey {
        let sets = await ManifestSet.read(sources)
        var survey = Survey(objects: sets.flatMap(\.objects), diagnostics: sets.flatMap(\.diagnostics), settings)
        // What any of them says about the mesh or as a policy has to be known before the first is planned.
        let surveyor = survey.surveyor
        await SideBySide.forEach(sets) {
            $0.workloads.map(surveyor.read)
        } take: {
            survey.add($0)
        }
        return survey
    }

    private init(objects: [KubernetesObject], diagnostics: [Diagnostic], _ settings: SurveySettings) {
        self.settings = settings
        self.objects = objects
        let policies = PolicyReader.read(objects)
        let istio = IstioMesh.read(objects)
        self.policies = settings.policies + policies.policies
        mesh = istio.mesh
        self.diagnostics = diagnostics + policies.diagnostics + istio.diagnostics
        for object in objects where object.kind == "Namespace" && object.apiVersion == "v1" {
            let word = object.node["metadata"]?["annotations"]?["linkerd.io/inject"]?.text
            if word == "enabled" || word == "ingress" { linkerdNamespaces.insert(object.name) }
        }
        for object in objects where object.kind == "Service" && object.apiVersion == "v1" {
            let service = ServiceObject(object, defaultNamespace: settings.defaultNamespace)
            serviceIndex[ServiceName(service.name, service.namespace)] = services.count
            services.append(service)
        }
    }

    private var surveyor: PodSurveyor { PodSurveyor(mesh: mesh, policies: policies, settings: settings) }

    private mutating func add(_ found: [(pod: SurveyedPod?, diagnostics: [Diagnostic])]) {
        for (pod, diagnostics) in found {
            self.diagnostics += diagnostics
            guard let pod else { continue }
            podIndex[pod.pod.namespace, default: []].append(pods.count)
            for (key, value) in pod.pod.labels {
                labelIndex[PodLabel(namespace: pod.pod.namespace, key: key, value: value), default: []].append(
                    pods.count)
            }
            pods.append(pod)
        }
    }

    /// The Service of this name, as a position in ``services``.
    public func service(_ name: String, in namespace: String) -> Int? {
        serviceIndex[ServiceName(name, namespace)]
    }

    /// Whether any object of the set is in this namespace, or is the namespace.
    public func knows(namespace: String) -> Bool {
        podIndex[namespace] != nil || services.contains { $0.namespace == namespace }
            || objects.contains { $0.kind == "Namespace" && $0.name == namespace }
    }

    /// The pods behind a Service, as positions in ``pods``.
    public func pods(behind service: ServiceObject) -> [Int] {
        // Those that have the rarest of its labels, and of them those that have all.
        let candidates = service.selector.map { key, value in
            labelIndex[PodLabel(namespace: service.namespace, key: key, value: value)] ?? []
        }.min { $0.count < $1.count }
        return (candidates ?? []).filter { service.selects(pods[$0].pod.labels) }
    }

    /// The workload of this kind and name, as a position in ``pods``; `kind` as in `deployment`.
    public func pod(kind: String, name: String, in namespace: String) -> Int? {
        (podIndex[namespace] ?? []).first { index in
            let workload = pods[index].workload
            return workload.name == name && workload.kind.lowercased() == kind
        }
    }

    /// The StatefulSet that has a pod of this name, as a position in ``pods``: `db-0` is one of `db`.
    func statefulSet(ofPod name: String, governedBy service: ServiceObject) -> Int? {
        guard let dash = name.lastIndex(of: "-"), Int(name[name.index(after: dash)...]) != nil else { return nil }
        return pod(kind: "statefulset", name: String(name[..<dash]), in: service.namespace).flatMap { index in
            pods[index].workload.node["spec"]?["serviceName"]?.text == service.name ? index : nil
        }
    }
}

private struct PodLabel: Hashable {
    var namespace: String
    var key: String
    var value: String
}

private struct ServiceName: Hashable {
    var name: String
    var namespace: String

    init(_ name: String, _ namespace: String) {
        self.name = name
        self.namespace = namespace
    }
}
