import Manifests
import Startup

/// The switch on one workload: the annotation `proxy.istio.io/config` of its pod template.
enum WorkloadSwitch {
    /// - Parameter count: how many places say now what was asked for.
    /// - Returns: whether the object was changed.
    static func set(
        _ isOn: Bool, _ object: inout Draft, _ type: ObjectType, _ names: [String], _ count: inout Int
    ) throws(MeshHoldError) -> Bool {
        guard let path = type.templatePath, let name = object[path: ["metadata", "name"]]?.text,
            names.contains(name) || names.contains(type.kind.lowercased() + "/" + name)
        else { return false }
        count += 1
        let place = path + ["metadata", "annotations"]
        guard let old = object[path: place + [IstioHold.annotation]] else {
            object.update(path: place[...]) {
                $0.set(IstioHold.annotation, .string("\(IstioHold.key): \(isOn)"))
            }
            return true
        }
        guard let text = old.text else {
            throw MeshHoldError(
                message: "annotation \(IstioHold.annotation) is not a text", cure: "put its value in quotes")
        }
        let changed = try EmbeddedEdit.change(text, IstioHold.annotation) { config in
            if config[IstioHold.key]?.value == .bool(isOn) { return false }
            config.set(IstioHold.key, .bool(isOn))
            return true
        }
        guard let changed else { return false }
        object.update(path: place[...]) { $0.replaceText(IstioHold.annotation, by: changed) }
        return true
    }
}
