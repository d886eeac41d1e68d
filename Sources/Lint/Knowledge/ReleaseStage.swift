import Manifests

/// When a release tool applies an object, as its annotations say.
struct ReleaseStage: Sendable {
    /// `helm.sh/hook`: the events; empty for an ordinary object.
    var helmHooks: Set<String>
    /// `helm.sh/hook-weight`.
    var helmWeight: Int
    /// `argocd.argoproj.io/hook`: the phases; empty for an ordinary object. Argo CD reads Helm's as its own.
    var argoHooks: Set<String>
    /// `argocd.argoproj.io/sync-wave`; `nil` where nothing is said, which is wave 0.
    var wave: Int?

    init(_ object: Node) {
        let annotations = object["metadata"]?["annotations"]
        func words(_ key: String) -> Set<String> {
            Set((annotations?[key]?.text ?? "").split(separator: ",").map { $0.trimmed }.filter { !$0.isEmpty })
        }
        func number(_ key: String) -> Int? { annotations?[key].flatMap { Int($0.text.trimmed) } }
        helmHooks = words("helm.sh/hook")
        helmWeight = number("helm.sh/hook-weight") ?? 0
        argoHooks = words("argocd.argoproj.io/hook").subtracting(["Skip"])
        wave = number("argocd.argoproj.io/sync-wave")
    }

    /// Why this object is not there when a hook of `other` runs; `nil` when it may be.
    func isBehind(_ other: ReleaseStage) -> String? {
        if other.helmHooks.contains("pre-install") {
            if helmHooks.isEmpty { return "Helm creates it only after all pre-install hooks have ended" }
            if helmHooks.contains("pre-install"), helmWeight > other.helmWeight {
                return "its hook-weight \(helmWeight) comes after \(other.helmWeight)"
            }
            if helmHooks.isDisjoint(with: ["pre-install", "crd-install"]) {
                return "it is a hook of a later event (\(helmHooks.sorted().joined(separator: ", ")))"
            }
            return nil
        }
        if other.argoHooks.contains("PreSync"), argoHooks.isEmpty, helmHooks.isEmpty {
            return "Argo CD creates it only after all PreSync hooks have ended"
        }
        guard other.wave != nil || wave != nil, helmHooks.isEmpty, other.helmHooks.isEmpty,
            argoHooks == other.argoHooks, (wave ?? 0) > (other.wave ?? 0)
        else { return nil }
        return "its sync-wave \(wave ?? 0) comes after \(other.wave ?? 0)"
    }
}
