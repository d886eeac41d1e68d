import Manifests
import Startup

/// Annotations that stand on a workload, outside its pod template.
enum OwnAnnotations {
    /// Those of the workload itself, and of a CronJob's Job; none for a pod, whose own they are.
    static func entries(of subject: PodSubject) -> [Entry] {
        homes(of: subject).flatMap { $0["annotations"]?.entries.merged ?? [] }
    }

    /// Where they belong, as one would write it.
    static func path(of subject: PodSubject) -> String {
        let path = Workload.templatePaths[subject.workload.kind] ?? []
        return (path + ["metadata", "annotations"]).joined(separator: ".")
    }

    /// Takes an annotation away here, and puts it on the pod template unless that has it. `nil` when it comes from
    /// somewhere else by an alias or a merge key.
    static func move(_ entry: Entry, of subject: PodSubject) -> Fix? {
        let key = entry.key.text
        guard let home = home(of: entry, subject), let annotations = home["annotations"], !annotations.isAlias,
            annotations.entries.contains(where: { $0.key.position == entry.key.position })
        else { return nil }
        // An empty mapping is not left behind.
        let isOnly = annotations.entries.count == 1
        var changes: [Change] = [
            isOnly ? .remove(from: home, key: "annotations") : .remove(from: annotations, key: key)
        ]
        guard subject.pod.annotations[key] == nil else { return Fix("drop \(key) from the workload itself", changes) }
        changes.append(
            .set(in: subject.workload.template, path: ["metadata", "annotations", key], Value(entry.value)))
        return Fix("move \(key) to the pod template", changes)
    }

    private static func homes(of subject: PodSubject) -> [Node] {
        let workload = subject.workload
        guard workload.template.position != workload.node.position else { return [] }
        return [workload.node["metadata"], workload.node["spec"]?["jobTemplate"]?["metadata"]].compactMap { $0 }
    }

    private static func home(of entry: Entry, _ subject: PodSubject) -> Node? {
        homes(of: subject).first { home in
            home["annotations"]?.entries.contains { $0.key.position == entry.key.position } ?? false
        }
    }
}
