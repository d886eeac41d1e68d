import Manifests

/// Names and paths of what is put into a pod; none of them is used by the pod itself.
struct WaiterPaths: Hashable, Sendable {
    /// The program in the waiter's own image.
    static let inImage = "/waiter"

    /// The volume that holds the program, and where it is mounted.
    var waiterVolume = "holdfast"
    var waiterDirectory = "/holdfast"
    /// The volume through which containers tell each other how they are, and where it is mounted.
    var stateVolume = "holdfast-state"
    var stateDirectory = "/holdfast-state"
    /// The init container that copies the program.
    var copyName = "holdfast-copy"

    /// The program in the pod's own containers.
    var waiter: String { waiterDirectory + "/waiter" }

    /// Free names for a pod of this template.
    init(for template: Draft) {
        let spec = template["spec"]
        let volumes = Set((spec?["volumes"]?.items ?? []).compactMap { $0["name"]?.text })
        var names: Set<String> = []
        var mounts: Set<String> = []
        for list in ["initContainers", "containers"] {
            for container in spec?[list]?.items ?? [] {
                if let name = container["name"]?.text { names.insert(name) }
                for mount in container["volumeMounts"]?.items ?? [] {
                    if let path = mount["mountPath"]?.text { mounts.insert(WaiterPaths.trimmed(path)) }
                }
            }
        }
        waiterVolume = WaiterPaths.free(waiterVolume) { volumes.contains($0) }
        stateVolume = WaiterPaths.free(stateVolume) { volumes.contains($0) }
        copyName = WaiterPaths.free(copyName) { names.contains($0) }
        // A mount below or above another one would hide it.
        let isTaken = { (path: String) in mounts.contains { $0 == path || $0.hasPrefix(path + "/") } }
        waiterDirectory = WaiterPaths.free(waiterDirectory, isTaken)
        stateDirectory = WaiterPaths.free(stateDirectory, isTaken)
    }

    private static func free(_ name: String, _ isTaken: (String) -> Bool) -> String {
        var candidate = name
        var number = 2
        while isTaken(candidate) {
            candidate = "\(name)-\(number)"
            number += 1
        }
        return candidate
    }

    private static func trimmed(_ path: String) -> String {
        path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }
}
