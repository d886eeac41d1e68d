/// Images whose entrypoint waits, so that only `args` are in the manifest.
enum KnownImages {
    /// The entrypoint that is not in the manifest; empty when there is none, or when the arguments are not for it.
    static func program(_ image: String, _ argv: [String]) -> [String] {
        guard let first = argv.first else { return [] }
        let name = name(of: image)
        switch name {
        case "k8s-wait-for":
            return ["pod", "job", "service"].contains { first.hasPrefix($0) } ? ["wait_for.sh"] : []
        case "dockerize": return first.hasPrefix("-") ? ["dockerize"] : []
        case "wait4x": return first.hasPrefix("/") || first.hasPrefix("wait4x") ? [] : ["wait4x"]
        case "waiter": return first == "wait" || first == "supervise" ? ["waiter"] : []
        case "kubectl": return ["wait", "rollout", "get"].contains(first) ? ["kubectl"] : []
        case "curl": return first.hasPrefix("-") || first.hasPrefix("http") ? ["curl"] : []
        case "wait-for-it": return first.contains(":") && !first.hasPrefix("/") ? ["wait-for-it"] : []
        default: return []
        }
    }

    /// The last part of an image's name, without tag and digest.
    private static func name(of image: String) -> String {
        let path = image.split(separator: "@").first ?? ""
        let last = path.split(separator: "/").last ?? ""
        return String(last.split(separator: ":").first ?? "")
    }
}
