import Injection
import Manifests
import Probing

/// A pod whose containers are held by a postStart hook that has not come back.
///
/// The kubelet writes a pod's status only after it has started all of its containers (`syncPod`, then
/// `SyncPod`'s result; seen on 1.20), so that as long as a hook blocks neither `describe` nor `logs` shows anything of
/// them. Somebody else has to say what is waited for: this is what the pod itself tells of it.
public struct HookHold: Hashable, Sendable {
    /// The containers with a hook, and what it waits for.
    public var hooks: [Hook]

    /// One container's hook.
    public struct Hook: Hashable, Sendable {
        /// The container's name.
        public var container: String
        /// What the waiter waits for there; empty for anybody else's hook, whose words may hold a secret.
        public var targets: [String]
    }

    /// Whether a pod's metadata say that it was given such a hook: its record does.
    public static func isPossible(_ pod: PodSummary, record: String?) -> Bool {
        guard pod.isLive, let record, record.contains("hook") else { return false }
        return InjectionStatus(record)?.deeds.contains { $0.hasSuffix(": hook") } ?? false
    }

    /// Looks at a whole pod. `nil` unless it is on a node, its init containers are done, none of its containers has
    /// been seen to run, and one of them has a hook.
    public init?(_ pod: Value) {
        guard let status = pod["status"], status["phase"]?.text == "Pending",
            HookHold.holds("Initialized", status)
        else { return nil }
        for container in HookHold.items(status["containerStatuses"]) {
            if container["state"]?["running"] != nil || container["state"]?["terminated"] != nil { return nil }
        }
        hooks = HookHold.items(pod["spec"]?["containers"]).compactMap { container in
            guard let name = container["name"]?.text,
                case .sequence(let words)? = container["lifecycle"]?["postStart"]?["exec"]?["command"]
            else { return nil }
            return Hook(container: name, targets: HookHold.targets(of: words.compactMap(\.text)))
        }
        if hooks.isEmpty { return nil }
    }

    /// What is waited for, for people.
    public var text: String {
        let list = hooks.map { hook in
            hook.container + (hook.targets.isEmpty ? "" : " waits for " + hook.targets.joined(separator: ", "))
        }
        return "A postStart hook holds the containers that follow: " + list.joined(separator: ", then ")
            + ". Until it comes back, the kubelet shows neither state nor log of this pod's containers."
    }

    /// The targets of a hook that runs the waiter, as it would show them itself.
    private static func targets(of command: [String]) -> [String] {
        guard command.first?.hasSuffix("/waiter") == true, command.contains("--hook") else { return [] }
        // What options take (`block`, `6s`) is no target.
        return command.dropFirst().compactMap { word in
            word.contains(":") && !word.hasPrefix("-") ? (try? TargetParser.parse(word))?.name : nil
        }
    }

    private static func holds(_ condition: String, _ status: Value) -> Bool {
        items(status["conditions"]).contains { $0["type"]?.text == condition && $0["status"]?.text == "True" }
    }

    private static func items(_ value: Value?) -> [Value] {
        if case .sequence(let items)? = value { items } else { [] }
    }
}
