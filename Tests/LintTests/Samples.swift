/// Pieces of manifests for tests of rules between workloads.
enum Samples {
    /// Documents after one another.
    static func set(_ documents: String...) -> String { documents.joined(separator: "\n---\n") }

    static func service(
        _ name: String, _ ports: String = "{port: 8080}", spec: String = "", namespace: String = "",
        annotations: String = ""
    ) -> String {
        """
        apiVersion: v1
        kind: Service
        metadata: {name: \(name)\(place(namespace))\(annotations.isEmpty ? "" : ", annotations: {\(annotations)}")}
        spec: {\(spec.isEmpty ? "" : spec + ", ")selector: {app: \(name)}, ports: [\(ports)]}
        """
    }

    /// A pod with the label `app`, whose annotation waits.
    static func pod(
        _ name: String, waitsFor targets: String = "", namespace: String = "", more: String = "", ports: String = "",
        spec: String = ""
    ) -> String {
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: \(name)
          labels: {app: \(name)}\(namespace.isEmpty ? "" : "\n  namespace: " + namespace)
          annotations: {a: b\(targets.isEmpty ? "" : ", holdfast.dev/wait-for: \"\(targets)\"")\(more)}
        spec:
          \(spec.isEmpty ? "" : spec + "\n  ")containers: [{name: app, image: "x:1"\(ports.isEmpty ? "" : ", ports: [\(ports)]")}]
        """
    }

    /// A workload with a pod template.
    static func workload(
        _ kind: String, _ name: String, waitsFor targets: String = "", spec: String = "", annotations: String = "",
        more: String = ""
    ) -> String {
        let api = kind == "Job" ? "batch/v1" : "apps/v1"
        return """
            apiVersion: \(api)
            kind: \(kind)
            metadata: {name: \(name)\(annotations.isEmpty ? "" : ", annotations: {\(annotations)}")}
            spec:
              \(spec.isEmpty ? "template:" : spec + "\n  template:")
                metadata:
                  labels: {app: \(name)}
                  annotations: {a: b\(targets.isEmpty ? "" : ", holdfast.dev/wait-for: \"\(targets)\"")\(more)}
                spec: {\(kind == "Job" ? "restartPolicy: Never, " : "")containers: [{name: app, image: "x:1"}]}
            """
    }

    /// A pod with one init container that runs a script.
    static func scripted(
        _ script: String, image: String = "busybox:1.37", init more: String = "", metadata: String = "",
        spec: String = ""
    ) -> String {
        let metadata = metadata.isEmpty ? "" : ", " + metadata
        return """
            apiVersion: v1
            kind: Pod
            metadata: {name: shop\(metadata)}
            spec:
              \(spec.isEmpty ? "" : spec + "\n  ")initContainers:
                - {name: wait, image: "\(image)", command: [sh, -c, '\(script)']\(more.isEmpty ? "" : ", " + more)}
              containers: [{name: app, image: "x:1"}]
            """
    }

    private static func place(_ namespace: String) -> String { namespace.isEmpty ? "" : ", namespace: " + namespace }
}
