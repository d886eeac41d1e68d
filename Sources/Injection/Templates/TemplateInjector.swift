import Manifests
import Startup

/// Brings the containers of policies into a pod template. A container that is there already keeps its own fields and
/// gets those that it lacks, as Istio lets a pod's `istio-proxy` override its injector's.
struct TemplateInjector {
    let templates: [ContainerTemplate]
    private(set) var diagnostics: [Diagnostic] = []

    /// - Parameter policies: those that are for the pod, the one that counts most first: its template of a name wins.
    init(_ policies: [StartupPolicy]) {
        var templates: [ContainerTemplate] = []
        for template in policies.flatMap(\.templates) where !templates.contains(where: { $0.name == template.name }) {
            templates.append(template)
        }
        self.templates = templates
    }

    /// Changes the template. Returns the names of the containers that were brought in or completed.
    mutating func apply(to pod: inout Draft) -> [String] {
        var names: [String] = []
        for template in templates where apply(template, to: &pod) { names.append(template.name) }
        return names
    }

    private mutating func apply(_ template: ContainerTemplate, to pod: inout Draft) -> Bool {
        let always = Value.fields(("restartPolicy", .string("Always")))
        var fields = template.role == .sidecar ? ContainerMerge.merge(always, over: template.fields) : template.fields
        for list in ["initContainers", "containers"] {
            guard let position = pod[path: ["spec", list]]?.position(named: template.name) else { continue }
            if list == "containers", template.role == .sidecar { fields = staysRegular(template) }
            var isChanged = false
            pod.update(path: ["spec", list]) { (containers: inout Draft) in
                var items = containers.items
                isChanged = ContainerMerge.complete(&items[position], with: fields)
                if isChanged { containers.items = items }
            }
            return isChanged
        }
        let list = template.role.list
        let items = pod[path: ["spec", list]]?.items ?? []
        let place = index(template, items)
        pod.update(path: ["spec", list], as: .sequence([])) { $0.items.insert(Draft(fields), at: place) }
        return true
    }

    /// What a sidecar's template completes a regular container with: the API server takes no `restartPolicy: Always` there.
    private mutating func staysRegular(_ template: ContainerTemplate) -> Value {
        diagnostics.append(
            template.place.diagnostic(
                .warning, "\(template.name) is to be a sidecar, but is a regular container of the pod and stays one",
                cure: "move it to the pod's initContainers, or write as: container"))
        guard case .mapping(let fields) = template.fields else { return template.fields }
        return .mapping(fields.filter { $0.key != "restartPolicy" })
    }

    private mutating func index(_ template: ContainerTemplate, _ items: [Draft]) -> Int {
        let name: String
        let offset: Int
        switch template.position {
        case .first: return 0
        case .last: return items.count
        case .before(let other): (name, offset) = (other, 0)
        case .after(let other): (name, offset) = (other, 1)
        }
        if let index = items.firstIndex(where: { $0["name"]?.text == name }) { return index + offset }
        diagnostics.append(
            template.place.diagnostic(
                .warning, "\(template.name) is to stand beside \"\(name)\", which the pod does not have: it goes last",
                cure: "narrow the policy's selector, or write position: last"))
        return items.count
    }
}
