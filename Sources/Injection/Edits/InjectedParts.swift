import Manifests
import Startup

/// What is put into a pod besides its own containers: the waiter's containers, volumes and mounts, under names that the
/// pod does not use.
struct InjectedParts {
    let image: String
    let delivery: Delivery
    let paths: WaiterPaths
    /// Original containers that need the waiter's program, or the state directory, in their file system.
    let usesWaiter: Set<String>
    let usesState: Set<String>
    /// Whether pod-level settings would run the waiter as root, which `runAsNonRoot` refuses.
    let needsUser: Bool
    /// Whether the pod's class is Guaranteed, and is to stay so.
    let isGuaranteed: Bool

    /// The containers of the waiter's own image run under Pod Security "restricted" (policy/check_*.go).
    private var securityContext: Value {
        var fields: [Value.Field] = [
            .init("allowPrivilegeEscalation", .bool(false)),
            .init("capabilities", .fields(("drop", .strings(["ALL"])))),
            .init("readOnlyRootFilesystem", .bool(true)),
            .init("runAsNonRoot", .bool(true)),
        ]
        if needsUser { fields.append(.init("runAsUser", .int(65532))) }
        fields.append(.init("seccompProfile", .fields(("type", .string("RuntimeDefault")))))
        return .mapping(fields)
    }

    /// Far above what the waiter takes (1 to 4 MiB): the container's own start needs some too.
    private var resources: Value {
        let limits = Value.fields(("cpu", .string("100m")), ("memory", .string("32Mi")))
        let least = Value.fields(("cpu", .string("10m")), ("memory", .string("16Mi")))
        return .fields(("requests", isGuaranteed ? limits : least), ("limits", limits))
    }

    private func container(_ name: String, _ command: [String], mounts: [Value]) -> Value {
        var fields: [Value.Field] = [
            .init("name", .string(name)), .init("image", .string(image)), .init("command", .strings(command)),
            .init("resources", resources), .init("securityContext", securityContext),
        ]
        if !mounts.isEmpty { fields.append(.init("volumeMounts", .sequence(mounts))) }
        return .mapping(fields)
    }

    /// The init container that waits for targets.
    func waitContainer(_ held: Container) -> Value {
        container(held.name, [WaiterPaths.inImage] + held.command.dropFirst(), mounts: [])
    }

    /// The init container that brings the waiter's program; `nil` when nobody needs it, or its image is mounted.
    var copyContainer: Value? {
        guard !usesWaiter.isEmpty, delivery == .copy else { return nil }
        return container(
            paths.copyName, [WaiterPaths.inImage, "copy", paths.waiter],
            mounts: [mount(paths.waiterVolume, paths.waiterDirectory, isReadOnly: false)])
    }

    /// The pod's new volumes.
    var volumes: [Value] {
        var volumes: [Value] = []
        if !usesWaiter.isEmpty {
            let source: (String, Value) =
                switch delivery {
                case .copy: ("emptyDir", .fields(("sizeLimit", .string("8Mi"))))
                case .image: ("image", .fields(("reference", .string(image)), ("pullPolicy", .string("IfNotPresent"))))
                }
            volumes.append(.fields(("name", .string(paths.waiterVolume)), source))
        }
        if !usesState.isEmpty {
            volumes.append(
                .fields(("name", .string(paths.stateVolume)), ("emptyDir", .fields(("sizeLimit", .string("1Mi"))))))
        }
        return volumes
    }

    /// What one of the pod's own containers mounts.
    func mounts(of name: String) -> [Value] {
        var mounts: [Value] = []
        if usesWaiter.contains(name) {
            mounts.append(mount(paths.waiterVolume, paths.waiterDirectory, isReadOnly: true))
        }
        if usesState.contains(name) { mounts.append(mount(paths.stateVolume, paths.stateDirectory, isReadOnly: false)) }
        return mounts
    }

    private func mount(_ volume: String, _ path: String, isReadOnly: Bool) -> Value {
        var fields: [Value.Field] = [.init("name", .string(volume)), .init("mountPath", .string(path))]
        if isReadOnly { fields.append(.init("readOnly", .bool(true))) }
        return .mapping(fields)
    }
}
