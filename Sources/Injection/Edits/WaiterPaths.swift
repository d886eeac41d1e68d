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

    /// Free names for a pod of this template, which stands in this object.
    init(for template: Draft, of object: Draft) {
        let spec = template["spec"]
        var volumes = Set((spec?["volumes"]?.items ?? []).compactMap { $0["name"]?.text })
        // A StatefulSet's claims become volumes of its pods, in place of those of the same name
        // (pkg/controller/statefulset `updateStorage`).
        for claim in object[path: ["spec", "volumeClaimTemplates"]]?.items ?? [] {
            if let name = claim[path: ["metadata", "name"]]?.text { volumes.insert(name) }
        }
        var names: Set<String> = []
        var mounts: Set<String> = []
        for list in ["initContainers", "containers", "ephemeralContainers"] {
            for container in spec?[list]?.items ?? [] {
                if let name = container["name"]?.text { names.insert(name) }
                for (list, key) in [("volumeMounts", "mountPath"), ("volumeDevices", "devicePath")] {
                    for item in container[list]?.items ?? [] {
                        if let path = item[key]?.text { mounts.insert(WaiterPaths.normalised(path)) }
                    }
                }
            }
        }
        waiterVolume = FreeName.like(waiterVolume) { volumes.contains($0) }
        stateVolume = FreeName.like(stateVolume) { volumes.contains($0) }
        copyName = FreeName.like(copyName) { names.contains($0) }
        // A mount below or above another one would hide it.
        let isTaken = { (path: String) in mounts.contains { $0 == path || $0.hasPrefix(path + "/") } }
        waiterDirectory = FreeName.like(waiterDirectory, isTaken: isTaken)
        stateDirectory = FreeName.like(stateDirectory, isTaken: isTaken)
    }

    /// The kubelet takes a path that is not absolute as one below `/`, and the container runtime cleans all of them.
    private static func normalised(_ path: String) -> String {
        "/" + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}
