import Manifests
import Startup

/// The switch in the mesh's own configuration.
enum MeshSwitch {
    /// - Parameter count: how many places say now what was asked for.
    /// - Returns: whether the object was changed.
    static func set(_ isOn: Bool, _ object: inout Draft, _ count: inout Int) throws(MeshHoldError) -> Bool {
        switch object["kind"]?.text {
        case "ConfigMap":
            guard let name = object[path: ["metadata", "name"]]?.text, IstioMesh.isConfigMap(named: name) else {
                return false
            }
            guard let mesh = object[path: ["data", "mesh"]] else {
                // Others of Istio's ConfigMaps begin with its name too (istio-ca-root-cert): only the mesh's own is begun.
                guard name == "istio" else { return false }
                count += 1
                object.update("data") {
                    $0.set("mesh", .string("defaultConfig:\n  \(IstioHold.key): \(isOn)\n"))
                }
                return true
            }
            count += 1
            guard let text = mesh.text else {
                throw MeshHoldError(message: "data.mesh is not a text", cure: "it is YAML in a literal block: mesh: |-")
            }
            guard let changed = try EmbeddedEdit.change(text, "data.mesh", { setDefault(isOn, &$0) }) else {
                return false
            }
            object.update(path: ["data"]) { $0.replaceText("mesh", by: changed) }
            return true
        case "IstioOperator":
            count += 1
            let helm = ["spec", "values", "global", "proxy", IstioHold.key]
            let hasHelm = object[path: helm] != nil
            var isChanged = false
            object.update("spec") { spec in
                spec.update("meshConfig") { isChanged = setDefault(isOn, &$0) }
            }
            // The Helm value is OR-ed on top: off means both.
            if hasHelm, !isOn, object[path: helm]?.value != .bool(false) {
                object.update(path: helm.dropLast()) { $0.set(IstioHold.key, .bool(false)) }
                isChanged = true
            }
            return isChanged
        default: return false
        }
    }

    private static func setDefault(_ isOn: Bool, _ mesh: inout Draft) -> Bool {
        if mesh[path: ["defaultConfig", IstioHold.key]]?.value == .bool(isOn) { return false }
        mesh.update("defaultConfig") { $0.set(IstioHold.key, .bool(isOn)) }
        return true
    }
}
