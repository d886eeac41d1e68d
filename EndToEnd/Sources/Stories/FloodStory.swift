/// Many pods that no scheduler takes: they stay Pending and cost the node nothing, and admission sees each of them.
package struct FloodStory: Sendable {
    package var busybox: String

    package init(busybox: String) { self.busybox = busybox }

    /// What the policies ask for, the first one and what it is changed to.
    package static let targets = ["tcp://flood-before:7001", "tcp://flood-after:7002"]

    /// The policy of the namespace.
    package static func policy(_ target: String) -> String {
        """
        apiVersion: holdfast.dev/v1alpha1
        kind: StartupPolicy
        metadata: {name: flood}
        spec:
          selector: {matchLabels: {app: flood}}
          waitFor: ["\(target)"]

        """
    }

    /// One pod, with labels and annotations besides its own.
    package func pod(
        _ name: String, labels: [String: String] = [:], annotations: [String: String] = [:], extra: String = ""
    ) -> String {
        let words = labels.sorted { $0.key < $1.key }.map { ", \($0.key): \"\($0.value)\"" }.joined()
        let notes = annotations.sorted { $0.key < $1.key }.map { "\($0.key): '\($0.value)'" }.joined(separator: ", ")
        // The API server drops empty ones, and what takes a hold back would differ by that.
        let annotated = notes.isEmpty ? "" : ", annotations: {\(notes)}"
        return """
            apiVersion: v1
            kind: Pod
            metadata: {name: \(name), labels: {app: flood\(words)}\(annotated)}
            spec:
              schedulerName: nobody
              terminationGracePeriodSeconds: 0
              automountServiceAccountToken: false
              containers:
                - {name: app, image: "\(busybox)", command: [sleep, "1000000"]}\(extra)

            """
    }

    /// Several, as documents of one file.
    package func pods(_ names: some Sequence<String>) -> String { names.map { pod($0) }.joined(separator: "---\n") }
}
