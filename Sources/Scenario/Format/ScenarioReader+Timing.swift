import Kubelet
import Manifests

extension ScenarioReader {
    /// What the file says about the cluster's own times.
    mutating func timing(_ node: Node, _ path: String) -> ScenarioTiming {
        var timing = ScenarioTiming()
        guard let mapping = fields.mapping(node, "timing", path) else { return timing }
        fields.unknownKeys(
            in: mapping,
            known: ["relist", "relistPhase", "containerStart", "endpoints", "retry", "admitted", "probes"],
            of: path + "timing")
        if let time = duration(mapping, "relist", path + "timing.") { timing.relist = time }
        if let time = duration(mapping, "containerStart", path + "timing.") { timing.containerStart = time }
        if let time = duration(mapping, "endpoints", path + "timing.") { timing.endpoints = time }
        timing.relistPhase = duration(mapping, "relistPhase", path + "timing.")
        timing.retry = duration(mapping, "retry", path + "timing.")
        for entry in fields.mapping(mapping, "admitted", path + "timing.")?.entries ?? [] {
            timing.admitted[entry.key.text] = duration(entry.value, "\(path)timing.admitted.\(entry.key.text)")
        }
        for entry in fields.mapping(mapping, "probes", path + "timing.")?.entries ?? [] {
            let here = "\(path)timing.probes.\(entry.key.text)"
            guard let name = ScenarioTiming.ProbeName(entry.key.text, pod: onlyPod) else {
                fields.wrong(entry.key, here, "[POD/]CONTAINER and startup, readiness or liveness")
                continue
            }
            timing.probes[name] = duration(entry.value, here)
        }
        return timing
    }
}

extension ScenarioTiming.ProbeName {
    /// Reads `app readiness` or `shop/app readiness`; `nil` when it is neither. `pod` is what is meant where no pod is
    /// named.
    init?(_ text: String, pod: String?) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2, let kind = ProbeKind(rawValue: words[1]) else { return nil }
        let place = words[0].split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard place.count <= 2, !place.contains("") else { return nil }
        guard let pod = place.count == 2 ? place[0] : pod else { return nil }
        self.init(pod: pod, container: place[place.count - 1], kind: kind)
    }
}
