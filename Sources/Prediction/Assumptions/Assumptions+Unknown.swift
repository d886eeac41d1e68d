import Manifests
import Topology

extension Assumptions {
    /// Names that these manifests do not have: an assumption about nothing is a typing error.
    ///
    /// - Parameter targets: the targets that anybody asks.
    public func unknown(in survey: Survey, targets: [String]) -> [Diagnostic] {
        let titles = Set(survey.pods.map(\.pod.title))
        let names = Set(survey.pods.flatMap { $0.pod.all.map(\.name) })
        return given.compactMap { assumption in
            switch assumption.subject {
            case .everything: return nil
            case .container(let name):
                if names.contains(name) { return nil }
                return complaint(assumption, "no container is named \"\(name)\"", name, names)
            case .workload(let title, let container):
                guard titles.contains(title) else {
                    return complaint(assumption, "there is no workload \(title)", title, titles)
                }
                guard let container else { return nil }
                let own = Set(survey.pods.filter { $0.pod.title == title }.flatMap { $0.pod.all.map(\.name) })
                if own.contains(container) { return nil }
                return complaint(assumption, "\(title) has no container \"\(container)\"", container, own)
            case .target(let name):
                if targets.contains(where: { $0.prefix { $0 != "#" } == name.prefix { $0 != "#" } }) { return nil }
                return complaint(
                    assumption, "nobody waits for \(name), or it is among the manifests", name, Set(targets))
            }
        }
    }

    private func complaint(
        _ assumption: Assumption, _ message: String, _ word: String, _ known: Set<String>
    ) -> Diagnostic {
        Diagnostic(
            .error, "\(assumption.text): \(message)", cure: Suggestion.cure(for: word, among: known.sorted()))
    }
}
